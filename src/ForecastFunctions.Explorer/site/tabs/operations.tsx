// Work larger than a request: how far each operation has come, to cancel it, and what it has come to.
import { useEffect, useState } from "preact/hooks";
import { apiRoot, ask, saveFile, told, useAnswer } from "../api";
import { Notices } from "../parts/notices";
import { short } from "../parts/numbers";
import { Table } from "../parts/table";
import { scenarioQuery } from "../question";
import { percentiles, type Answer, type View } from "./view";

interface Operation {
  operationId: string; kind: string; title: string; status: string; attempt: number; units: number; unitsDone: number;
  createdAt: string; estimatedEndAt: string | null; endedAt: string | null; result: string | null; problemDetail: string | null;
}

const manyDraws = 1 << 20;
const goesOn = (o: Operation) => o.status === "NotStarted" || o.status === "Running";
/** The time of a moment, with its day where that is not today. */
function timeOf(moment: string | null): string {
  if (moment === null) return "–";
  const at = new Date(moment);
  const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString(undefined, { day: "numeric", month: "short" })}, ${time}`;
}

export function OperationsTab({ asked }: View) {
  const [turn, setTurn] = useState(0);
  const [problem, setProblem] = useState("");
  const operations = useAnswer<Answer<Operation>>("operations", undefined, 0, turn);
  const rows = operations.answer?.value ?? [];
  const isUnderWay = rows.some(goesOn);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => setTurn(t => t + 1), 1_000);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  const act = (work: Promise<unknown>) => work.then(() => setProblem(""), (error: unknown) => setProblem(told(error))).then(() => setTurn(t => t + 1));
  const askForMany = () => act(ask(
    `projections?${scenarioQuery(asked, { to: asked.to, draws: String(manyDraws), percentiles, variables: asked.variables.join() })}`,
    { headers: { Prefer: "respond-async" } }));
  return (
    <section aria-label="Operations">
      <p>An operation is a question too large to be answered at once. It is done by as many instances as it needs, and kept for 7 days.
        Ensembles and other large questions that you ask of the API are listed here too.</p>
      <p><button onClick={askForMany}>Run this scenario with {manyDraws.toLocaleString()} draws</button> for percentiles with smaller errors, of the variables that are shown.</p>
      {problem !== "" && <div class="notice problem" role="alert">{problem}</div>}
      <Notices question={operations} />
      {operations.answer && rows.length === 0 && <p>You have asked for nothing of that kind in the last 7 days.</p>}
      {rows.length > 0 && (
        <Table caption="Your operations, the latest first" rows={rows} columns={[
          { name: "What", cell: o => o.title },
          { name: "Kind", cell: o => o.kind },
          { name: "Asked", cell: o => timeOf(o.createdAt) },
          { name: "Status", cell: o => <>{o.status}{o.problemDetail !== null && <div class="small">{o.problemDetail}</div>}</> },
          { name: "Done", cell: o => <>
            {goesOn(o) && <progress max={o.units} value={o.unitsDone} aria-label={`${o.unitsDone} of ${o.units} done`} />} {short(o.unitsDone)} of {short(o.units)}
          </>, isNumber: true },
          { name: "End", cell: o => goesOn(o) ? o.estimatedEndAt === null ? "–" : `about ${timeOf(o.estimatedEndAt)}` : timeOf(o.endedAt) },
          { name: "Result", cell: o => goesOn(o)
            ? <button class="link" aria-label={`Cancel ${o.title}`} onClick={() => act(ask(`operations/${o.operationId}`, { method: "DELETE" }))}>cancel</button>
            : o.result !== null && <Result path={o.result} told={e => setProblem(e)} /> },
        ]} />
      )}
    </section>
  );
}

/** What an operation has come to: a link, and as a file, which a key can go with. */
function Result({ path, told: tell }: { path: string; told: (problem: string) => void }) {
  const name = path.split("?")[0]!.split("/").slice(-2).join("-");
  const file = name.includes(".") ? name : `${name}.json`;
  const save = () => saveFile(path.slice(apiRoot.length), file).catch((error: unknown) => tell(told(error)));
  return <><a href={path}>result</a> · <button class="link" aria-label={`Save ${name}`} onClick={save}>save</button></>;
}
