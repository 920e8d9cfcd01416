// What history alone says: a series of the baseline, or the reader's own column of numbers.
import { useState } from "preact/hooks";
import { useAnswer } from "../api";
import { drawForecast, type Ahead, type Known } from "../charts/forecast";
import { Copy } from "../parts/copy";
import { Figure } from "../parts/figure";
import { Notices, type Warning } from "../parts/notices";
import { short } from "../parts/numbers";
import { Picker } from "../parts/pickers";
import { Numbers, Table } from "../parts/table";
import { isInAddress, type Asked } from "../question";
import type { Answer, View } from "./view";

interface ForecastRow { unit: string | null; period: string | null; step: number; statistic: string; value: number }
interface Forecast extends Answer<ForecastRow> { series: { series: string; model: string; warnings: Warning[] }[] }
interface Observation { seriesId: string; periodEnd: string; value: number }
interface BacktestRow { method: string; fromStep: number; toStep: number; measure: string; value: number | null }
interface Anomaly { period: string; kind: string; value: number; expected: number; lower: number; upper: number }
interface Anomalies extends Answer<Anomaly> { level: number; series: { searchedFrom: string | null; warnings: Warning[] }[] }

const own = "my own numbers";
const horizon = 8;

export function ForecastTab({ asked, change }: View) {
  const [text, setText] = useState(asked.values.replaceAll(",", "\n"));
  const observations = useAnswer<Answer<Observation>>(`baselines/${encodeURIComponent(asked.baseline)}/observations`);
  const all = observations.answer?.value ?? [];
  const ids = [...new Set(all.map(o => o.seriesId))].filter(id => id.endsWith(".q"));
  const isOwn = asked.series === own;
  const values = isOwn ? numbersOf(text) : [];
  const isEnough = !isOwn || values.length >= 3;
  const known: Known[] = isOwn ? values.map((value, i) => ({ at: i + 1, value })) : historyOf(all, asked.series);
  const about: About = { series: asked.series, baseline: asked.baseline, values: isOwn ? values : null };
  const forecast = useSeries<Forecast>("forecasts", about, { horizon: String(horizon), levels: "50,80,95", members: "false" }, isEnough);
  const anomalies = useSeries<Anomalies>("anomalies", about, {}, isEnough);
  const edit = (next: string) => {
    setText(next);
    change({ values: numbersOf(next).join(",") });
  };
  return (
    <section aria-label="Forecast">
      <div class="bar"><Picker label="Series" value={asked.series} values={[...ids, own]} change={series => change({ series })} /></div>
      {isOwn && (
        <label>A column of numbers, oldest first (paste from a spreadsheet or a CSV):
          <textarea rows={6} value={text} onInput={e => edit(e.currentTarget.value)} placeholder={"31\n35\n30\n42\n47\n44\n52\n58"} />
        </label>
      )}
      {isOwn && <Reading asked={asked} text={text} values={values} />}
      {isEnough && <Notices question={forecast} warnings={forecast.answer?.series[0]?.warnings} />}
      {isEnough && forecast.answer && <Path answer={forecast.answer} known={known} strange={anomalies.answer?.value ?? []} />}
      {isEnough && <Notices question={anomalies} />}
      {isEnough && anomalies.answer && <OutOfTheOrdinary {...anomalies.answer} />}
      {(!isOwn || values.length >= 12) && <Backtest {...about} />}
    </section>
  );
}

/** What is read of the reader's own numbers, and whether a link holds them. */
function Reading({ asked, text, values }: { asked: Asked; text: string; values: readonly number[] }) {
  const left = text.split("\n").filter(line => line.trim() !== "").length - values.length;
  return (
    <>
      {values.length < 3 && <p>At least three numbers are needed{text === "" ? "" : `; ${values.length} can be read`}. The next {horizon} are forecast as you type.</p>}
      {left > 0 && <p>{left === 1 ? "One line has no number and is left out" : `${left} lines have no number and are left out`}: the others count as one after the other.</p>}
      {values.length >= 3 && (isInAddress(asked)
        ? <p><Copy key={asked.values} text={location.href} name="a link to this forecast" label="Copy a link" /> that shows this forecast: your numbers stand in it.</p>
        : <p role="status">These numbers are too many for a link: whoever opens the address of this page does not see them, nor do you once the page is
          loaded again. Keep the column, or ask <code>POST /api/v1/forecasts</code> with it.</p>)}
    </>
  );
}

/** A series of the baseline, or the reader's own numbers. */
interface About { series: string; baseline: string; values: readonly number[] | null }

/** Asks about a series: one of the baseline by a query, the reader's own by a body. */
function useSeries<T>(path: string, { series, baseline, values }: About, options: Readonly<Record<string, string>>, isAsked = true) {
  const query = new URLSearchParams({ series, baseline, ...options });
  const stated = Object.entries(options).map(([name, value]) => [name, bodyOf(name, value)]);
  const body = values === null ? undefined : JSON.stringify({ series: [{ id: "mine", values }], ...Object.fromEntries(stated) });
  return useAnswer<T>(!isAsked ? null : values === null ? `${path}?${query}` : path, body, 250);
}

/** An option of a query as a body has it. */
const bodyOf = (name: string, value: string) =>
  name === "methods" ? value.split(",") : name === "levels" ? value.split(",").map(Number) : value === "false" ? false : Number(value);

/** The numbers of a column: the last cell of each line that is one; a decimal comma where there is no point. */
export function numbersOf(text: string): number[] {
  return text.split(/\r?\n/).map(line => line.trim().split(/[;\t]|,(?=\s)/).at(-1)!.trim())
    .map(cell => cell.includes(".") ? cell.replaceAll(",", "") : cell.replace(",", "."))
    .filter(cell => cell !== "").map(Number).filter(Number.isFinite);
}

const historyOf = (all: readonly Observation[], series: string): Known[] =>
  all.filter(o => o.seriesId === series).map(o => ({ at: new Date(o.periodEnd), value: o.value }));

interface PathProps { answer: Forecast; known: readonly Known[]; strange: readonly Anomaly[] }

function Path({ answer, known, strange }: PathProps) {
  const ahead = aheadOf(answer.value, known);
  const about = answer.series[0]!;
  // What is out of the ordinary is one of the observations, so its number finds it.
  const marked = known.filter(k => strange.some(s => s.value === k.value));
  const unit = answer.value[0]?.unit ?? "";
  return (
    <Figure title={`${about.series === "mine" ? "My numbers" : about.series}: ${horizon} periods ahead`} note={about.model} of={[answer, known, strange]}
      draw={width => drawForecast(known, ahead, marked, unit, width)}>
      <Numbers caption={`Forecast${unit === "" ? "" : `, ${unit}`}`} rows={ahead} columns={[
        { name: "Period", cell: p => p.period },
        { name: "lower 95 %", cell: p => short(p.levels["lower95"]), isNumber: true },
        { name: "lower 50 %", cell: p => short(p.levels["lower50"]), isNumber: true },
        { name: "Median", cell: p => short(p.levels["median"]), isNumber: true },
        { name: "upper 50 %", cell: p => short(p.levels["upper50"]), isNumber: true },
        { name: "upper 95 %", cell: p => short(p.levels["upper95"]), isNumber: true },
      ]} />
    </Figure>
  );
}

/** The steps of a forecast, each with its levels, after what is known. */
function aheadOf(rows: readonly ForecastRow[], known: readonly Known[]): Ahead[] {
  const last = known.at(-1)?.at ?? 0;
  return [...Map.groupBy(rows, r => r.step)].map(([step, levels]) => ({
    at: last instanceof Date ? later(last, step) : last + step,
    period: levels[0]!.period ?? String(step),
    levels: Object.fromEntries(levels.map(l => [l.statistic, l.value])),
  }));
}

/** The day so many quarters after one: a fiscal quarter goes on from where it ends. */
const later = (day: Date, quarters: number) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 3 * quarters, day.getUTCDate()));

const kinds: Readonly<Record<string, string>> = {
  outlier: "an outlier: the next one was as before", levelShift: "a shift: the next one stayed there", unconfirmed: "the last one: nothing came after it yet",
};

function OutOfTheOrdinary({ value, level, series }: Anomalies) {
  const searched = series[0]?.searchedFrom;
  if (!searched) return <p class="quiet">{series[0]?.warnings[0]?.message ?? "There are too few observations to tell what is out of the ordinary."}</p>;
  if (value.length === 0) return <p>From {searched} on, nothing is out of the ordinary: every observation lies in the {level} % interval of what came before it.</p>;
  return (
    <Table caption={`Out of the ordinary: outside the ${level} % interval of what came before`} rows={value} columns={[
      { name: "Period", cell: a => a.period },
      { name: "Observed", cell: a => short(a.value), isNumber: true },
      { name: "Expected", cell: a => short(a.expected), isNumber: true },
      { name: "from", cell: a => short(a.lower), isNumber: true },
      { name: "to", cell: a => short(a.upper), isNumber: true },
      { name: "Kind", cell: a => kinds[a.kind] ?? a.kind },
    ]} />
  );
}

function Backtest(about: About) {
  const backtest = useSeries<Answer<BacktestRow>>("backtests", about, { horizon: "2", origins: "4", methods: "combination,drift,naive" });
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
