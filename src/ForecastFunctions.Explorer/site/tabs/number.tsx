// How a number comes about: equation by equation, back to parameters and filings.
import { useAnswer } from "../api";
import { Notices } from "../parts/notices";
import { measured, short, spoken } from "../parts/numbers";
import { Picker, VariablePicker, years } from "../parts/pickers";
import { Table } from "../parts/table";
import { scenarioQuery } from "../question";
import type { Answer, View } from "./view";

interface Input { symbol: string; value: number; unit: string; origin: string; step: number | null; name: string; id: string | null; setBy: string | null; status: string | null; basis: string | null }
interface Step { step: number; period: string; symbol: string; name: string; formula: string; inputs: Input[]; value: number; unit: string }
interface Run { runId: string }

export function NumberTab({ asked, change, catalogue }: View) {
  const run = useAnswer<Run>(`projections?${scenarioQuery(asked, { to: asked.period, variables: asked.variable, limit: "1" })}`);
  const query = new URLSearchParams({ variable: asked.variable, period: asked.period, depth: asked.depth });
  const explanation = useAnswer<Answer<Step>>(run.answer ? `projections/${run.answer.runId}/explanation?${query}` : null);
  const steps = explanation.answer?.value ?? [];
  const last = steps.at(-1);
  return (
    <section aria-label="Trace a number">
      <div class="bar">
        <VariablePicker value={asked.variable} values={catalogue.variables.map(v => v.name)} change={variable => change({ variable })} />
        <Picker label="in" value={asked.period} values={years(2024, 2045)} change={period => change({ period })} />
        <Picker label="followed back" value={asked.depth} values={["1", "3", "6", "12", "24"]} change={depth => change({ depth })}
          name={d => d === "1" ? "one equation" : `${d} equations`} />
      </div>
      <Notices question={run} />
      {run.answer && <Notices question={explanation} />}
      {last && (
        <>
          <p><strong>{spoken(asked.variable)} in {last.period} is {measured(last.value, last.unit)}</strong>, by the {steps.length} steps below, the last one first.
            Each step takes what stands below it, a parameter, a figure, or what is not followed further here.</p>
          <Table caption="Equations, from the number back" rows={steps.toReversed()} columns={[
            { name: "Step", cell: s => String(s.step) },
            { name: "What", cell: s => <>{s.name} <span class="quiet">{s.period}</span></> },
            { name: "Value", cell: s => measured(s.value, s.unit), isNumber: true },
            { name: "Equation", cell: s => <code>{s.symbol} = {s.formula}</code> },
            { name: "From", cell: s => <Inputs inputs={s.inputs} /> },
          ]} />
        </>
      )}
    </section>
  );
}

const sourceOf = (input: Input) =>
  input.step !== null ? `step ${input.step}` : input.origin === "step" ? "further back" : input.id ?? input.origin;

function Inputs({ inputs }: { inputs: readonly Input[] }) {
  return (
    <ul class="inputs">
      {inputs.map((input, i) => (
        <li key={i} title={input.basis ?? input.name}>
          <code>{input.symbol}</code> = {short(input.value)}{" "}
          <span class="quiet">{sourceOf(input)}{input.status !== null && `, ${input.status}`}</span>
        </li>
      ))}
    </ul>
  );
}
