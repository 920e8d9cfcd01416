// The baseline: its figures with their sources, how fresh they are, and how two vintages differ.
import { useAnswer } from "../api";
import { Notices } from "../parts/notices";
import { measured, short, shortLaw } from "../parts/numbers";
import { Picker } from "../parts/pickers";
import { Table } from "../parts/table";
import type { Answer, View, Vintage } from "./view";

interface SeriesState { seriesId: string; periodEnd: string; knownSince: string; ageDays: number; nextDue: string; isOverdue: boolean }
interface Ready { status: string; baselineVersion: string; baselineAgeDays: number; isOverdue: boolean; series: SeriesState[] }
interface BaselineParameter { id: string; value: number | null; law: string | null; status: string; basis: string }
interface Difference { kind: string; name: string; before: number | null; after: number | null; statusBefore: string | null; statusAfter: string | null }
interface BaselineAnswer { version: string; title: string; asOf: string; baseYear: number; parameters: BaselineParameter[] }

export function BaselineTab(view: View) {
  const { asked, change, catalogue } = view;
  const versions = ["latest", ...catalogue.vintages.map(v => v.version)];
  const baseline = useAnswer<BaselineAnswer>(`baselines/${encodeURIComponent(asked.baseline)}`);
  const ready = useAnswer<Ready>("ready");
  const unitOf = (id: string) => catalogue.parameters.find(p => p.id === id)?.unit ?? "1";
  return (
    <section aria-label="Baseline">
      <div class="bar">
        <Picker label="Vintage" value={asked.baseline} values={versions} change={next => change({ baseline: next })} name={v => nameOf(v, catalogue.vintages)} />
      </div>
      <Notices question={baseline} />
      {ready.answer && <Freshness {...ready.answer} />}
      {baseline.answer && (
        <Table caption={`${baseline.answer.version}: ${baseline.answer.title}`}
          rows={baseline.answer.parameters} columns={[
            { name: "Parameter", cell: p => p.id },
            { name: "Value", cell: p => measured(p.value, unitOf(p.id)), isNumber: true },
            { name: "Law", cell: p => p.law === null ? "" : shortLaw(p.law) },
            { name: "Status", cell: p => p.status },
            { name: "Basis", cell: p => p.basis },
          ]} />
      )}
      {catalogue.vintages.length > 1 && <Moved {...view} />}
    </section>
  );
}

const nameOf = (version: string, vintages: readonly Vintage[]) =>
  version === "latest" ? "latest" : `${version}: ${vintages.find(v => v.version === version)?.title ?? ""}`;

function Freshness({ series, isOverdue }: Ready) {
  return (
    <Table caption={isOverdue ? "A required series is overdue" : "How fresh the latest vintage is"} rows={series} columns={[
      { name: "Required series", cell: s => s.seriesId },
      { name: "Known to", cell: s => s.periodEnd },
      { name: "since", cell: s => s.knownSince },
      { name: "Age, days", cell: s => short(s.ageDays), isNumber: true },
      { name: "Next due", cell: s => `${s.nextDue}${s.isOverdue ? " (overdue)" : ""}` },
    ]} />
  );
}

/** What moved between the first vintage and the one that is looked at. */
function Moved({ asked, catalogue }: View) {
  const first = catalogue.vintages[0]!.version;
  const query = new URLSearchParams({ from: first, to: asked.baseline });
  const diff = useAnswer<Answer<Difference>>(asked.baseline === first ? null : `baseline-diffs?${query}`);
  const moved = (diff.answer?.value ?? []).filter(d => d.kind === "parameter" && d.before !== d.after);
  if (asked.baseline === first) return null;
  return (
    <>
      <Notices question={diff} />
      <Table caption={`Parameters that moved since ${first}`} rows={moved} columns={[
        { name: "Parameter", cell: d => d.name },
        { name: first, cell: d => short(d.before), isNumber: true },
        { name: asked.baseline, cell: d => short(d.after), isNumber: true },
        { name: "Status", cell: d => d.statusBefore === d.statusAfter ? d.statusAfter ?? "" : `${d.statusAfter ?? "–"}, was ${d.statusBefore ?? "–"}` },
      ]} />
    </>
  );
}
