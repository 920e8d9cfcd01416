// The track record: what vintages of the past forecast, what came, and whether plain rivals did better.
import { useAnswer } from "../api";
import { Notices } from "../parts/notices";
import { measured, percent, short, spoken } from "../parts/numbers";
import { Picker } from "../parts/pickers";
import { Table } from "../parts/table";
import type { Answer, View } from "./view";

interface Summary {
  basis: string; scenario: string; kind: string; variable: string; unit: string; horizon: number | null; release: string; outcomes: number; vintages: number;
  mape: number | null; crps: number | null; coverage50: number | null; coverage80: number | null; coverage90: number | null; bestRival: string | null; skill: number | null;
}
interface Claim { [column: string]: string | number | boolean | null }

export function RecordTab({ asked, change, catalogue }: View) {
  const isPreset = catalogue.scenarios.find(s => s.name === asked.scenario)?.kind === "preset";
  const query = new URLSearchParams({ basis: "known", variables: "Vendor Revenue*" });
  const summaries = useAnswer<Answer<Summary>>(`scorecard-summaries?${query}`);
  const rows = (summaries.answer?.value ?? []).filter(r => r.horizon === null && r.release === "latest" && (r.scenario === asked.scenario || r.kind !== "scenario"));
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return (
    <section aria-label="Track record">
      <div class="bar"><Picker label="Scenario" value={asked.scenario} values={catalogue.scenarios.map(s => s.name)} change={scenario => change({ scenario })} /></div>
      <p>Every past quarter in which both vendors had reported is a vintage: what it would have said is held against what came.
        Skill is 1 − CRPS over that of the best plain rival: below 0, the rival was better.</p>
      {!isPreset && <p class="quiet">Only scenarios that come with the product are shown here; the API scores your own too.</p>}
      <Notices question={summaries} />
      <Table caption="All horizons together, latest figures" rows={rows} columns={[
        { name: "Forecaster", cell: r => r.scenario },
        { name: "Variable", cell: r => spoken(r.variable) },
        { name: "Outcomes", cell: r => short(r.outcomes), isNumber: true },
        { name: "Mean error", cell: r => share(r.mape === null ? null : r.mape / 100), isNumber: true },
        { name: "CRPS", cell: r => measured(r.crps, r.unit), isNumber: true },
        { name: "In 50 %", cell: r => share(r.coverage50), isNumber: true },
        { name: "In 90 %", cell: r => share(r.coverage90), isNumber: true },
        { name: "Skill", cell: r => r.skill === null ? "" : `${short(r.skill)} against ${r.bestRival ?? "–"}` },
      ]} />
      <Claims vintage={catalogue.vintages[0]!.version} />
    </section>
  );
}

function Claims({ vintage }: { vintage: string }) {
  const claims = useAnswer<Answer<Claim>>(`scorecard-claims?${new URLSearchParams({ vintages: vintage, scenarios: "article-base" })}`);
  const rows = claims.answer?.value ?? [];
  const columns = rows.length > 0 ? Object.keys(rows[0]!).filter(c => !["modelVersion", "baselineVersion", "runId", "basis", "vintage", "scenario"].includes(c)) : [];
  return (
    <details>
      <summary>What article-base of {vintage} claimed, and what came</summary>
      <Notices question={claims} />
      <Table caption="Claims" rows={rows} columns={columns.map(name => ({
        name, cell: (c: Claim) => typeof c[name] === "number" ? short(c[name]) : String(c[name] ?? ""), isNumber: typeof rows[0]![name] === "number",
      }))} />
    </details>
  );
}
