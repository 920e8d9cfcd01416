// A fan: the middle half and the middle nine tenths of the paths, their median, and what was observed.
import { areaY, dot, gridY, lineY, plot, ruleY } from "@observablehq/plot";
import { Figure } from "../parts/figure";
import { isShare, measured, percent, short, spoken } from "../parts/numbers";
import { Numbers } from "../parts/table";

/** A number of a run, as the API answers it. */
export interface ProjectionRow {
  variable: string; unit: string; period: string; periodStart: string; statistic: string; value: number | null; status: string;
}

export interface FanPoint {
  period: string; at: Date; observed: number | null;
  p5: number | null; p25: number | null; p50: number | null; p75: number | null; p95: number | null;
}

/** The points of one variable; before the base year every statistic is what was observed. */
export function fanPoints(rows: readonly ProjectionRow[], variable: string): FanPoint[] {
  const points = new Map<string, FanPoint>();
  for (const row of rows) {
    if (row.variable !== variable) continue;
    let point = points.get(row.period);
    if (point === undefined) {
      point = { period: row.period, at: new Date(row.periodStart), observed: null, p5: null, p25: null, p50: null, p75: null, p95: null };
      points.set(row.period, point);
    }
    if (row.status === "observed" || row.status === "not-observed") point.observed ??= row.value;
    else if (row.statistic in point) point[row.statistic as "p5"] = row.value;
  }
  return [...points.values()];
}

/** An axis of years: all of them where there is room. */
export function yearsAxis(domain: readonly Date[], width: number) {
  const [first, last] = [domain[0]!, domain.at(-1)!];
  const years = last.getUTCFullYear() - first.getUTCFullYear();
  return { type: "utc" as const, label: null, domain: [first, last], ticks: 42 * years <= width ? "year" : 21 * years <= width ? "2 years" : "5 years", tickFormat: (d: Date) => String(d.getUTCFullYear()) };
}

/** The drawing alone, also for the file that a reader takes along. */
export function drawFan(points: readonly FanPoint[], variable: string, unit: string, width: number, domain: readonly Date[]): SVGSVGElement | HTMLElement {
  const share = isShare(variable);
  const projected = points.filter(p => p.p50 !== null);
  return plot({
    width, height: Math.min(260, Math.max(180, width * 0.55)), marginLeft: 56, marginBottom: 28,
    style: { background: "none", fontSize: "12px", color: "inherit" },
    x: yearsAxis(domain, width - 56),
    y: { label: share ? "share" : unit === "1" ? "ratio" : unit, tickFormat: share ? (v: number) => percent(v) : (v: number) => short(v), nice: true, ticks: 5 },
    marks: [
      gridY({ strokeOpacity: 0.15, ticks: 5 }),
      ruleY([0], { strokeOpacity: 0.3 }),
      areaY(projected, { x: "at", y1: "p5", y2: "p95", fill: "var(--accent)", fillOpacity: 0.18, curve: "monotone-x" }),
      areaY(projected, { x: "at", y1: "p25", y2: "p75", fill: "var(--accent)", fillOpacity: 0.3, curve: "monotone-x" }),
      lineY(projected, { x: "at", y: "p50", stroke: "var(--accent)", strokeWidth: 2, curve: "monotone-x" }),
      dot(points.filter(p => p.observed !== null), { x: "at", y: "observed", fill: "currentColor", r: 3.5 }),
    ],
  });
}

export function Fan({ rows, variable }: { rows: readonly ProjectionRow[]; variable: string }) {
  const points = fanPoints(rows, variable);
  const unit = rows.find(r => r.variable === variable)?.unit ?? "";
  const show = (value: number | null) => measured(value, unit, isShare(variable));
  return (
    <Figure title={spoken(variable)} note={unit === "1" ? "" : unit} of={[rows, variable]} draw={width => drawFan(points, variable, unit, width, points.map(p => p.at))}>
      <Numbers caption={`${spoken(variable)}: percentiles of the paths`} rows={points} columns={[
        { name: "Period", cell: p => p.period },
        { name: "Observed", cell: p => show(p.observed), isNumber: true },
        { name: "5 %", cell: p => show(p.p5), isNumber: true },
        { name: "25 %", cell: p => show(p.p25), isNumber: true },
        { name: "Median", cell: p => show(p.p50), isNumber: true },
        { name: "75 %", cell: p => show(p.p75), isNumber: true },
        { name: "95 %", cell: p => show(p.p95), isNumber: true },
      ]} />
    </Figure>
  );
}
