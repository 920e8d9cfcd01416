// What history alone says: a series of the baseline, or the reader's own column of numbers.
import { areaY, dot, gridY, lineY, plot } from "@observablehq/plot";
import { useState } from "preact/hooks";
import { useAnswer } from "../api";
import { Figure } from "../parts/figure";
import { Notices, type Warning } from "../parts/notices";
import { short } from "../parts/numbers";
import { Picker } from "../parts/pickers";
import { Numbers, Table } from "../parts/table";
import type { Answer, View } from "./view";

interface ForecastRow { series: string; unit: string | null; period: string; periodStart: string | null; step: number; statistic: string; value: number }
interface Forecast extends Answer<ForecastRow> {
  series: { series: string; model: string; observations: number; warnings: Warning[]; members: { method: string; model: string | null; weight: number | null; failure: string | null }[] }[];
}
interface Observation { seriesId: string; periodEnd: string; value: number }
interface BacktestRow { method: string; fromStep: number; toStep: number; measure: string; value: number | null }

const own = "my own numbers";
const horizon = 8;

export function ForecastTab({ asked, change }: View) {
  const [text, setText] = useState("");
  const observations = useAnswer<Answer<Observation>>(`baselines/${encodeURIComponent(asked.baseline)}/observations`);
  const all = observations.answer?.value ?? [];
  const ids = [...new Set(all.map(o => o.seriesId))].filter(id => id.endsWith(".q"));
  const isOwn = asked.series === own;
  const values = numbersOf(text);
  const body = isOwn ? JSON.stringify({ series: [{ id: "mine", values }], horizon, levels: [50, 80, 95], members: false }) : undefined;
  const known = isOwn ? values.map((value, i) => ({ at: i + 1, value })) : historyOf(all, asked.series);
  const query = new URLSearchParams({ series: asked.series, horizon: String(horizon), levels: "50,80,95", members: "false", baseline: asked.baseline });
  const forecast = useAnswer<Forecast>(isOwn ? values.length >= 3 ? "forecasts" : null : `forecasts?${query}`, body, 250);
  return (
    <section aria-label="Forecast">
      <div class="bar"><Picker label="Series" value={asked.series} values={[...ids, own]} change={series => change({ series })} /></div>
      {isOwn && (
        <label>A column of numbers, oldest first (paste from a spreadsheet or a CSV):
          <textarea rows={6} value={text} onInput={e => setText(e.currentTarget.value)} placeholder={"31\n35\n30\n42\n47\n44\n52\n58"} />
        </label>
      )}
      {isOwn && text !== "" && values.length < 3 && <p>At least three numbers are needed; {values.length} can be read.</p>}
      <Notices question={forecast} warnings={forecast.answer?.series[0]?.warnings} />
      {forecast.answer && (!isOwn || values.length >= 3) && <Path answer={forecast.answer} known={known} />}
      {!isOwn && <Backtest series={asked.series} baseline={asked.baseline} />}
    </section>
  );
}

/** The numbers of a column: the last cell of each line that is one; a decimal comma where there is no point. */
export function numbersOf(text: string): number[] {
  return text.split(/\r?\n/).map(line => line.trim().split(/[;\t]|,(?=\s)/).at(-1)!.trim())
    .map(cell => cell.includes(".") ? cell.replaceAll(",", "") : cell.replace(",", "."))
    .filter(cell => cell !== "").map(Number).filter(Number.isFinite);
}

const historyOf = (all: readonly Observation[], series: string) =>
  all.filter(o => o.seriesId === series).map(o => ({ at: new Date(o.periodEnd) as Date | number, value: o.value }));

function Path({ answer, known }: { answer: Forecast; known: readonly { at: Date | number; value: number }[] }) {
  const isDated = known[0]?.at instanceof Date;
  const steps = new Map<number, Record<string, number>>();
  const names = new Map<number, string>();
  for (const row of answer.value) {
    const at = isDated ? later(known.at(-1)!.at as Date, row.step) : known.length + row.step;
    const step = steps.get(row.step) ?? { at };
    step[row.statistic] = row.value;
    steps.set(row.step, step);
    names.set(row.step, row.period ?? String(row.step));
  }
  const points = [...steps.entries()].map(([step, point]) => ({ ...point, period: names.get(step)!, at: isDated ? new Date(point["at"]!) : point["at"]! }));
  const value = (point: object, name: string) => (point as Record<string, number>)[name] ?? null;
  const about = answer.series[0]!;
  return (
    <Figure title={`${about.series}: ${horizon} periods ahead`} note={about.model} of={[answer, known]} draw={width => plot({
      width, height: 320, marginLeft: 64, style: { background: "none", fontSize: "12px", color: "inherit" },
      x: isDated ? { type: "utc", label: null } : { label: "place" },
      y: { label: answer.value[0]?.unit ?? null, nice: true, tickFormat: (v: number) => short(v) },
      marks: [
        gridY({ strokeOpacity: 0.15 }),
        ...([95, 80, 50] as const).map(level => areaY(points, {
          x: "at", y1: p => value(p, `lower${level}`), y2: p => value(p, `upper${level}`), fill: "var(--accent)", fillOpacity: 0.15,
        })),
        lineY(known, { x: "at", y: "value", strokeOpacity: 0.5 }),
        dot(known, { x: "at", y: "value", r: 2.5, fill: "currentColor" }),
        lineY(points, { x: "at", y: p => value(p, "median"), stroke: "var(--accent)", strokeWidth: 2 }),
      ],
    })}>
      <Numbers caption="Forecast" rows={points} columns={[
        { name: "Period", cell: p => p.period },
        { name: "lower 95 %", cell: p => short(value(p, "lower95")), isNumber: true },
        { name: "Median", cell: p => short(value(p, "median")), isNumber: true },
        { name: "upper 95 %", cell: p => short(value(p, "upper95")), isNumber: true },
      ]} />
    </Figure>
  );
}

/** The day so many quarters after one: a fiscal quarter goes on from where it ends. */
const later = (day: Date, quarters: number) => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 3 * quarters, day.getUTCDate());

function Backtest({ series, baseline }: { series: string; baseline: string }) {
  const query = new URLSearchParams({ series, baseline, horizon: "2", origins: "4", methods: "combination,drift,naive" });
  const backtest = useAnswer<Answer<BacktestRow>>(`backtests?${query}`);
  const rows = (backtest.answer?.value ?? []).filter(r => r.fromStep === 1 && r.toStep === 2);
  return (
    <details>
      <summary>How well it would have done before</summary>
      <Notices question={backtest} />
      <Table caption="Two periods ahead, from four earlier origins" rows={rows} columns={[
        { name: "Method", cell: r => r.method },
        { name: "Measure", cell: r => r.measure },
        { name: "Value", cell: r => short(r.value), isNumber: true },
      ]} />
    </details>
  );
}
