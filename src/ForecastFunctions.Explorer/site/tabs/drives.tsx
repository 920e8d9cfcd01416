// What drives a number: each parameter alone (tornado), or all at once (Sobol' indices).
import { useAnswer } from "../api";
import { drawBars, type Bar } from "../charts/bars";
import { Figure } from "../parts/figure";
import { Notices } from "../parts/notices";
import { isShare, measured, percent, spoken } from "../parts/numbers";
import { Picker, VariablePicker, years } from "../parts/pickers";
import { Numbers } from "../parts/table";
import { scenarioQuery, yearOf } from "../question";
import type { Answer, View } from "./view";

interface Driver {
  rank: number; input: string; inputUnit: string; lowInput: number | null; highInput: number | null;
  lowOutput: number | null; highOutput: number | null; baseOutput: number | null; unit: string;
  firstOrder: number | null; firstOrderHalfWidth: number | null; totalOrder: number | null; totalOrderHalfWidth: number | null;
}

interface Analysis extends Answer<Driver> { method: string; note: string }

const shown = 14;

export function DrivesTab({ asked, change, catalogue }: View) {
  const query = scenarioQuery(asked, { variable: asked.variable, period: asked.period, method: asked.method, keep: "false" });
  const analysis = useAnswer<Analysis>(`sensitivities?${query}`);
  const answer = analysis.answer?.method === asked.method ? analysis.answer : null;
  return (
    <section aria-label="What drives it">
      <div class="bar">
        <VariablePicker value={asked.variable} values={catalogue.variables.map(v => v.name)} change={variable => change({ variable })} />
        <Picker label="in" value={asked.period} values={years(2025, 2045)} change={period => change({ period })} />
        <Picker label="by" value={asked.method} values={["tornado", "sobol"]} change={m => change({ method: m as "tornado" })}
          name={m => m === "tornado" ? "each parameter alone" : "all at once (Sobol' indices)"} />
      </div>
      <Notices question={analysis} />
      {answer && (asked.method === "tornado" ? <Tornado {...answer} variable={asked.variable} year={yearOf(asked.period)} /> : <Sobol {...answer} />)}
      {answer && <p class="quiet small">{answer.note}</p>}
    </section>
  );
}

function Tornado({ value, variable, year }: Analysis & { variable: string; year: number }) {
  const rows = value.filter(r => r.lowOutput !== r.highOutput).slice(0, shown);
  const base = rows[0]?.baseOutput ?? null;
  const unit = rows[0]?.unit ?? "1";
  const bars: Bar[] = rows.flatMap(r => [
    { name: r.input, from: base!, to: r.lowOutput!, kind: "low" }, { name: r.input, from: base!, to: r.highOutput!, kind: "high" },
  ]);
  const show = (v: number | null) => measured(v, unit, isShare(variable));
  return (
    <Figure title={`${spoken(variable)} in ${year}, each parameter from its 5th to its 95th percentile`} of={[value]}
      note={<>orange: low end, blue: high end; the line is {show(base)}</>} draw={width => drawBars(bars, variable, unit, width, base)}>
      <Numbers caption="Each parameter alone" rows={rows} columns={[
        { name: "Parameter", cell: r => r.input },
        { name: "from", cell: r => measured(r.lowInput, r.inputUnit), isNumber: true },
        { name: "to", cell: r => measured(r.highInput, r.inputUnit), isNumber: true },
        { name: "gives", cell: r => show(r.lowOutput), isNumber: true },
        { name: "to", cell: r => show(r.highOutput), isNumber: true },
      ]} />
    </Figure>
  );
}

function Sobol({ value }: Analysis) {
  const rows = value.slice(0, shown);
  const bars: Bar[] = rows.flatMap(r => [{ name: r.input, from: 0, to: r.totalOrder!, kind: "low" }, { name: r.input, from: 0, to: r.firstOrder!, kind: "high" }]);
  const plusMinus = (v: number | null, half: number | null) => v === null ? "–" : `${percent(v)} ± ${percent(half ?? 0)}`;
  return (
    <Figure title="Share of the variance that a parameter explains" of={[value]} note="blue: by itself; orange: with all that it takes part in"
      draw={width => drawBars(bars, "Share|", "1", width, null)}>
      <Numbers caption="Sobol' indices" rows={rows} columns={[
        { name: "Parameter", cell: r => r.input },
        { name: "First order", cell: r => plusMinus(r.firstOrder, r.firstOrderHalfWidth), isNumber: true },
        { name: "Total order", cell: r => plusMinus(r.totalOrder, r.totalOrderHalfWidth), isNumber: true },
      ]} />
    </Figure>
  );
}
