// Two pictures of bars: the tornado of what drives a number, and the waterfall of what explains a difference.
import { axisX, axisY, barX, gridX, plot, ruleX, text } from "@observablehq/plot";
import { isShare, measured, percent, short } from "../parts/numbers";

export interface Bar { name: string; from: number; to: number; kind: string }

const colours = { domain: ["low", "high", "up", "down", "total"], range: ["var(--low)", "var(--high)", "var(--high)", "var(--low)", "var(--total)"] };

/** Bars between two values each, named at the left. */
export function drawBars(bars: readonly Bar[], variable: string, unit: string, width: number, base: number | null): SVGSVGElement | HTMLElement {
  const share = isShare(variable);
  const names = [...new Set(bars.map(b => b.name))];
  const left = Math.min(width * 0.42, 12 + 6.6 * Math.max(...names.map(n => n.length), 4));
  return plot({
    width, height: 60 + 24 * names.length, marginLeft: left, marginRight: 48, marginBottom: 42,
    style: { background: "none", fontSize: "12px", color: "inherit" },
    x: { label: share ? "share" : unit, nice: true },
    y: { domain: names, label: null },
    color: colours,
    marks: [
      gridX({ strokeOpacity: 0.15 }),
      axisX({ ticks: Math.max(3, Math.floor(width / 120)), tickFormat: (v: number) => share ? percent(v) : short(v) }),
      axisY({ tickSize: 0, textOverflow: "ellipsis-middle", lineWidth: left / 13 - 1 }),
      barX(bars, { x1: "from", x2: "to", y: "name", fill: "kind", insetTop: 3, insetBottom: 3 }),
      ...(base === null ? [] : [ruleX([base], { stroke: "currentColor", strokeDasharray: "3,3" })]),
      text(bars.filter(b => b.kind !== "low" && b.kind !== "high"), {
        x: b => Math.max(b.from, b.to), y: "name", dx: 4, textAnchor: "start", fill: "currentColor",
        text: b => measured(b.kind === "total" ? b.to : b.to - b.from, "1", share),
      }),
    ],
  });
}
