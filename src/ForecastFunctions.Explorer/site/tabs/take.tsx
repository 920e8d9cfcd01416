// The question behind the picture, to take along: kept under its run id, and in the words of other tools.
import { useState } from "preact/hooks";
import { apiRoot, saveFile, told, useAnswer } from "../api";
import type { ProjectionRow } from "../charts/fan";
import { codesOf, keyHint } from "../parts/codes";
import { Copy } from "../parts/copy";
import { Notices } from "../parts/notices";
import { spoken } from "../parts/numbers";
import { write } from "../question";
import { fanQuery } from "./scenario";
import type { Answer, View } from "./view";

interface Run extends Answer<ProjectionRow> { runId: string; baselineVersion: string }

export function TakeTab(view: View) {
  const question = fanQuery(view, true);
  const run = useAnswer<Run>(question);
  if (run.answer === null) return <section aria-label="Export"><Notices question={run} /></section>;
  const { runId, baselineVersion } = run.answer;
  const link = new URL(write({ ...view.asked, tab: "scenario" }), location.href).href;
  const codes = codesOf({
    address: location.origin + apiRoot + question, root: `${location.origin}/api`, runId, variables: view.asked.variables,
  });
  return (
    <section aria-label="Export">
      <Notices question={run} />
      <p>The run is kept as <code id="run-id">{runId}</code> <Copy text={runId} name="the run id" />, on baseline {baselineVersion}:
        by that id the API gives the same numbers for good. <Copy text={link} name="a link to this picture" label="Copy a link" /> that shows this picture.</p>
      {view.asked.baseline === "latest" && <p class="quiet">The link and the texts below ask for the latest baseline, so their numbers move with it.
        Choose {baselineVersion} as the baseline above to keep them as they are.</p>}
      {codes.map(code => (
        <div key={code.name}>
          <h2>{code.name} <Copy text={code.text} name={code.name} /></h2>
          <pre tabIndex={0} role="region" aria-label={code.name}>{code.text}</pre>
        </div>
      ))}
      <p class="quiet small">{keyHint}</p>
      <h2>Pictures</h2>
      <ul>{view.asked.variables.map(v => <li key={v}><Picture runId={runId} variable={v} /></li>)}</ul>
    </section>
  );
}

/** The API's own picture of the run, saved as a file. */
function Picture({ runId, variable }: { runId: string; variable: string }) {
  const [problem, setProblem] = useState("");
  const save = () => saveFile(`charts/fan/${runId}.svg?${new URLSearchParams({ variable })}`, `${spoken(variable)} ${runId}.svg`)
    .then(() => setProblem(""), (error: unknown) => setProblem(told(error)));
  return <><button class="link" onClick={save}>{spoken(variable)}, as SVG</button>{problem !== "" && <span role="alert"> {problem}</span>}</>;
}
