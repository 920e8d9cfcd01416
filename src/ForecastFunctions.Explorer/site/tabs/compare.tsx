// Two scenarios, path by path: the distribution of the difference.
import { areaY, gridY, lineY, plot, ruleY } from "@observablehq/plot";
import { useAnswer } from "../api";
import { fanPoints, yearsAxis, type ProjectionRow } from "../charts/fan";
import { Figure } from "../parts/figure";
import { Notices, type Warning } from "../parts/notices";
import { isShare, measured, percent, short, spoken } from "../parts/numbers";
import { Picker, VariablePicker } from "../parts/pickers";
import { Numbers } from "../parts/table";
import { referenceOf, scenarioQuery } from "../question";
import { draws, percentiles, titleIn, type Answer, type View } from "./view";

interface Comparison extends Answer<ProjectionRow> { note: string; warnings: Warning[] }

export function CompareTab({ asked, change, catalogue }: View) {
  const reference = referenceOf(asked);
  const query = scenarioQuery(asked, { to: asked.to, draws, percentiles, variables: asked.variable, keep: "false" });
  const mine = { extends: asked.scenario, parameters: asked.settings };
  const isChanged = Object.keys(asked.settings).length > 0;
  const body = isChanged ? JSON.stringify({
    scenarios: [reference, mine], baseline: asked.baseline, to: Number(asked.to), draws: Number(draws),
    percentiles: [5, 25, 50, 75, 95], variables: [asked.variable], keep: false,
  }) : undefined;
  query.delete("scenario");
  query.set("scenarios", `${reference},${asked.scenario}`);
  const isSame = !isChanged && reference === asked.scenario;
  const comparison = useAnswer<Comparison>(isSame ? null : isChanged ? "comparisons" : `comparisons?${query}`, body);
  const rows = comparison.answer?.value ?? [];
  return (
    <section aria-label="Comparison">
      <div class="bar">
        <Picker label="Against" value={reference} values={catalogue.scenarios.map(s => s.name)} name={titleIn(catalogue)}
          change={next => change({ reference: next })} />
        <VariablePicker value={asked.variable} values={catalogue.variables.map(v => v.name)} change={variable => change({ variable })} />
      </div>
      {isSame && <p>A scenario differs from itself by nothing: choose another to compare with, or move a belief.</p>}
      <Notices question={comparison} warnings={comparison.answer?.warnings} />
      {!isSame && rows.length > 0 && <Difference rows={rows} variable={asked.variable} reference={reference} />}
    </section>
  );
}

function Difference({ rows, variable, reference }: { rows: readonly ProjectionRow[]; variable: string; reference: string }) {
  const points = fanPoints(rows, variable).filter(p => p.p50 !== null);
  const above = new Map(rows.filter(r => r.statistic === "p_exceeds").map(r => [r.period, r.value]));
  const [unit, share] = [rows[0]!.unit, isShare(variable)];
  const show = (value: number | null) => measured(value, unit, share);
  return (
    <Figure title={`${spoken(variable)}: this scenario less ${reference}`} note={unit === "1" ? "" : unit} of={[rows]} draw={width => plot({
      width, height: 300, marginLeft: 56, style: { background: "none", fontSize: "12px", color: "inherit" },
      x: yearsAxis(points.map(p => p.at), width - 56), y: { label: null, nice: true, tickFormat: (v: number) => share ? percent(v) : short(v) },
      marks: [
        gridY({ strokeOpacity: 0.15 }),
        areaY(points, { x: "at", y1: "p5", y2: "p95", fill: "var(--accent)", fillOpacity: 0.18 }),
        areaY(points, { x: "at", y1: "p25", y2: "p75", fill: "var(--accent)", fillOpacity: 0.3 }),
        lineY(points, { x: "at", y: "p50", stroke: "var(--accent)", strokeWidth: 2 }),
        ruleY([0]),
      ],
    })}>
      <Numbers caption="The difference, path by path" rows={points} columns={[
        { name: "Period", cell: p => p.period },
        { name: "5 %", cell: p => show(p.p5), isNumber: true },
        { name: "Median", cell: p => show(p.p50), isNumber: true },
        { name: "95 %", cell: p => show(p.p95), isNumber: true },
        { name: "Probability of more", cell: p => { const v = above.get(p.period); return v === undefined || v === null ? "–" : percent(v); }, isNumber: true },
      ]} />
    </Figure>
  );
}
