// What limits it: how much of each limit the plan would use, which one binds when, and what goes unmet.
import { gridY, lineY, plot, ruleY } from "@observablehq/plot";
import { useAnswer } from "../api";
import { Fan, fanPoints, yearsAxis, type ProjectionRow } from "../charts/fan";
import { byDemand, choiceOf } from "../parts/beliefs";
import { Figure } from "../parts/figure";
import { Notices, type Warning } from "../parts/notices";
import { measured, percent } from "../parts/numbers";
import { Table } from "../parts/table";
import { scenarioQuery } from "../question";
import { draws, percentiles, type Answer, type View } from "./view";

interface Run extends Answer<ProjectionRow> { warnings: Warning[] }

const limits = ["Power", "Packaging", "Capital"] as const;
const unmet = "Demand|Unmet";

export function LimitsTab(view: View) {
  const { asked, change, catalogue } = view;
  const isOff = (choiceOf("limits.mode", asked.settings, catalogue.resolved) ?? "off") === "off";
  const query = scenarioQuery(asked, { from: "2024", to: asked.to, draws, percentiles, statistics: "mean,p5,p25,p50,p75,p95", keep: "false" });
  query.set("variables", ["Limit*", unmet, "Planned|Spend", "Cut|Spend"].join(","));
  const run = useAnswer<Run>(isOff ? null : `projections?${query}`);
  if (isOff) {
    return (
      <section aria-label="What limits it">
        <p>This scenario states its spend, and nothing limits it. Spend can follow from demand instead, within what power, packaging and capital allow.</p>
        <button onClick={() => change({ settings: { ...asked.settings, ...byDemand } })}>Let demand decide spend, within limits</button>
      </section>
    );
  }
  const rows = run.answer?.value ?? [];
  return (
    <section aria-label="What limits it">
      <Notices question={run} warnings={run.answer?.warnings} />
      {rows.length > 0 && <Uses rows={rows} />}
      {rows.length > 0 && <Binding rows={rows} />}
      {rows.length > 0 && <Fan rows={rows} variable={unmet} />}
    </section>
  );
}

/** The medians of what the plan would use of each limit, and the line above which it does not fit. */
function Uses({ rows }: { rows: readonly ProjectionRow[] }) {
  const lines = limits.flatMap(limit => fanPoints(rows, `Limit|${limit}|Use`).filter(p => p.p50 !== null).map(p => ({ ...p, limit })));
  return (
    <Figure title="What the plan would use of each limit" note="median of the paths; above 1 it does not fit" of={[rows]} draw={width => plot({
      width, height: 280, marginLeft: 48, style: { background: "none", fontSize: "12px", color: "inherit" },
      x: yearsAxis(lines.map(l => l.at), width - 48), y: { label: null, nice: true, zero: true },
      color: { domain: [...limits], range: ["var(--low)", "var(--high)", "var(--total)"], legend: true },
      marks: [
        gridY({ strokeOpacity: 0.15 }), ruleY([1], { strokeDasharray: "4,3" }),
        lineY(lines, { x: "at", y: "p50", stroke: "limit", strokeWidth: 2 }),
      ],
    })} />
  );
}

function Binding({ rows }: { rows: readonly ProjectionRow[] }) {
  const periods = [...new Set(rows.filter(r => r.variable === unmet && r.statistic === "mean" && r.value !== null).map(r => r.period))];
  const mean = (variable: string, period: string) =>
    rows.find(r => r.variable === variable && r.period === period && r.statistic === "mean")?.value ?? null;
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return (
    <Table caption="How often each limit is the one that binds, over paths and quarters" rows={periods} columns={[
      { name: "Period", cell: p => p },
      ...limits.map(limit => ({ name: limit, cell: (p: string) => share(mean(`Limit|${limit}|Binding`, p)), isNumber: true })),
      { name: "Demand unmet", cell: p => share(mean(unmet, p)), isNumber: true },
      { name: "Spend planned", cell: p => measured(mean("Planned|Spend", p), "bn USD"), isNumber: true },
      { name: "Spend cut", cell: p => measured(mean("Cut|Spend", p), "bn USD"), isNumber: true },
    ]} />
  );
}
