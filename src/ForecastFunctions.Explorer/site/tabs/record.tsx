// The track record: what vintages of the past forecast, what came, and whether plain rivals did better.
import { useAnswer } from "../api";
import { drawFan, type FanPoint } from "../charts/fan";
import { Figure } from "../parts/figure";
import { Notices } from "../parts/notices";
import { isShare, measured, percent, short, spoken } from "../parts/numbers";
import { Picker } from "../parts/pickers";
import { Numbers, Table } from "../parts/table";
import { titleIn, type Answer, type View } from "./view";

interface Summary {
  basis: string; scenario: string; kind: string; variable: string; unit: string; horizon: number | null; release: string; outcomes: number; vintages: number;
  mape: number | null; crps: number | null; coverage50: number | null; coverage80: number | null; coverage90: number | null; bestRival: string | null; skill: number | null;
}
interface Score {
  variable: string; unit: string; period: string; periodStart: string; release: string; outcome: number; crps: number;
  p5: number; p25: number; p50: number; p75: number; p95: number;
}
interface Claim { statement: string; variable: string; outcome: number | null; status: string; unit: string }

const revenue = "Vendor Revenue*";

export function RecordTab({ asked, change, catalogue }: View) {
  const isPreset = catalogue.scenarios.find(s => s.name === asked.scenario)?.kind === "preset";
  const summaries = useAnswer<Answer<Summary>>(`scorecard-summaries?${new URLSearchParams({ basis: "known", variables: revenue })}`);
  const rows = (summaries.answer?.value ?? [])
    .filter(r => r.horizon === null && r.release === "latest" && (r.scenario === asked.scenario || r.kind !== "scenario"))
    .sort((a, b) => a.variable.localeCompare(b.variable, "en") || (a.crps ?? Infinity) - (b.crps ?? Infinity));
  const share = (value: number | null) => value === null ? "–" : percent(value);
  const vintage = catalogue.vintages[0]!.version;
  return (
    <section aria-label="Track record">
      <div class="bar"><Picker label="Scenario" value={asked.scenario} values={catalogue.scenarios.map(s => s.name)} name={titleIn(catalogue)} change={scenario => change({ scenario })} /></div>
      {!isPreset && <p class="quiet">Only scenarios of the plain model that come with the product are shown here; the API scores your own too.</p>}
      <Said scenario={isPreset ? asked.scenario : "article-base"} vintage={vintage} />
      <p>Every past quarter in which both vendors had reported is a vintage: what it would have said is held against what came.
        CRPS is the size of the error of a whole distribution, so less is better. Skill is 1 − CRPS over that of the best plain rival: below 0, the rival was better.</p>
      <Notices question={summaries} />
      {rows.length > 0 && (
        <Table caption="All horizons together, latest figures; the best of each variable first" rows={rows} columns={[
          { name: "Variable", cell: r => spoken(r.variable) },
          { name: "Forecaster", cell: r => r.scenario },
          { name: "Outcomes", cell: r => short(r.outcomes), isNumber: true },
          { name: "Mean absolute error", cell: r => share(r.mape === null ? null : r.mape / 100), isNumber: true },
          { name: "CRPS", cell: r => measured(r.crps, r.unit), isNumber: true },
          { name: "In 50 %", cell: r => share(r.coverage50), isNumber: true },
          { name: "In 90 %", cell: r => share(r.coverage90), isNumber: true },
          { name: "Skill", cell: r => r.skill === null ? "" : `${short(r.skill)} against ${r.bestRival ?? "–"}` },
        ]} />
      )}
      <Claims vintage={vintage} />
    </section>
  );
}

/** What a vintage said of each quarter since, and what came. */
function Said({ scenario, vintage }: { scenario: string; vintage: string }) {
  const scores = useAnswer<Answer<Score>>(`scorecard?${new URLSearchParams({ vintages: vintage, scenarios: scenario, variables: revenue })}`);
  const rows = (scores.answer?.value ?? []).filter(r => r.release === "latest");
  return (
    <>
      <Notices question={scores} />
      <div class="pair">
        {[...Map.groupBy(rows, r => r.variable)].filter(([, said]) => said.length > 2).slice(0, 2).map(([variable, said]) => (
          <SaidOf key={variable} variable={variable} said={said} title={`${spoken(variable)}: what ${scenario} said on ${vintage}, and what came`} />
        ))}
      </div>
    </>
  );
}

function SaidOf({ variable, said, title }: { variable: string; said: readonly Score[]; title: string }) {
  const points: FanPoint[] = said.map(r => ({ ...r, at: new Date(r.periodStart), observed: r.outcome }));
  const unit = said[0]!.unit;
  const show = (value: number | null) => measured(value, unit);
  return (
    <Figure title={title} note="dots are what came" of={[said]} draw={width => drawFan(points, variable, unit, width, points.map(p => p.at))}>
      <Numbers caption={title} rows={points} columns={[
        { name: "Quarter", cell: p => p.period },
        { name: "Came", cell: p => show(p.observed), isNumber: true },
        { name: "5 %", cell: p => show(p.p5), isNumber: true },
        { name: "Median", cell: p => show(p.p50), isNumber: true },
        { name: "95 %", cell: p => show(p.p95), isNumber: true },
      ]} />
    </Figure>
  );
}

function Claims({ vintage }: { vintage: string }) {
  const claims = useAnswer<Answer<Claim>>(`scorecard-claims?${new URLSearchParams({ vintages: vintage, scenarios: "article-base" })}`);
  const rows = claims.answer?.value ?? [];
  return (
    <details>
      <summary>What article-base of {vintage} claimed, and what came</summary>
      <Notices question={claims} />
      <Table caption="Claims" rows={rows} columns={[
        { name: "Claim", cell: c => c.statement },
        { name: "What came", cell: c => measured(c.outcome, c.unit, isShare(c.variable)), isNumber: true },
        { name: "Status", cell: c => c.status },
      ]} />
    </details>
  );
}
