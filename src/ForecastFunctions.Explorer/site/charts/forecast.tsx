// A forecast of a series: what is known, what is out of the ordinary in it, and the intervals ahead.
import { areaY, dot, gridY, lineY, plot } from "@observablehq/plot";
import { short } from "../parts/numbers";

/** An observation: at a day, or at a place where there are no days. */
export interface Known { at: Date | number; value: number }

/** A step of a forecast: its median and the limits of its intervals, by their names. */
export interface Ahead { at: Date | number; period: string; levels: Readonly<Record<string, number>> }

/** Draws it; the line ahead goes on from the last observation. */
export function drawForecast(
  known: readonly Known[], ahead: readonly Ahead[], marked: readonly Known[], unit: string, width: number,
): SVGSVGElement | HTMLElement {
  const last = known.at(-1);
  const joined = last === undefined ? ahead : [{ at: last.at, period: "", levels: {} as Record<string, number> }, ...ahead];
  const value = (point: Ahead, name: string) => point.levels[name] ?? last?.value ?? null;
  return plot({
    width, height: 320, marginLeft: 64, style: { background: "none", fontSize: "12px", color: "inherit" },
    x: last?.at instanceof Date ? { type: "utc", label: null } : { label: "place" },
    y: { label: unit === "" ? null : unit, nice: true, tickFormat: (v: number) => short(v) },
    marks: [
      gridY({ strokeOpacity: 0.15 }),
      ...([95, 80, 50] as const).map(level => areaY(joined, {
        x: "at", y1: p => value(p, `lower${level}`), y2: p => value(p, `upper${level}`), fill: "var(--accent)", fillOpacity: 0.15,
      })),
      lineY(known, { x: "at", y: "value", strokeOpacity: 0.5 }),
      dot(known, { x: "at", y: "value", r: 2.5, fill: "currentColor" }),
      dot(marked, { x: "at", y: "value", r: 7, stroke: "var(--low)", strokeWidth: 2.5 }),
      lineY(joined, { x: "at", y: p => value(p, "median"), stroke: "var(--accent)", strokeWidth: 2 }),
    ],
  });
}
