// What explains a difference: the waterfall from the reference to the scenario, or from the base year to a later one.
import { useAnswer } from "../api";
import { drawBars, type Bar } from "../charts/bars";
import { Figure } from "../parts/figure";
import { Notices } from "../parts/notices";
import { isShare, measured, spoken } from "../parts/numbers";
import { Picker, VariablePicker, years } from "../parts/pickers";
import { Numbers } from "../parts/table";
import { referenceOf, scenarioQuery } from "../question";
import { titleIn, type Answer, type View } from "./view";

interface Part { statistic: string; cause: string | null; value: number; unit: string; fromPeriod: string | null; period: string }
interface Attribution extends Answer<Part> { note: string }

const overTime = "the base year";

export function ExplainsTab({ asked, change, catalogue }: View) {
  const reference = referenceOf(asked);
  const query = scenarioQuery(asked, { to: asked.period, variables: asked.variable, keep: "false" });
  const isOverTime = reference === overTime;
  if (!isOverTime) query.set("reference", reference);
  const isSame = reference === asked.scenario && Object.keys(asked.settings).length === 0;
  const attribution = useAnswer<Attribution>(isSame ? null : `attributions?${query}`);
  return (
    <section aria-label="What explains it">
      <div class="bar">
        <VariablePicker value={asked.variable} values={catalogue.variables.map(v => v.name)} change={variable => change({ variable })} />
        <Picker label="in" value={asked.period} values={years(2025, 2045)} change={period => change({ period })} />
        <Picker label="against" value={reference} values={[overTime, ...catalogue.scenarios.map(s => s.name)]} name={titleIn(catalogue)} change={next => change({ reference: next })} />
      </div>
      {isSame && <p>There is no difference to explain: choose another reference, or move a belief.</p>}
      <Notices question={attribution} />
      {!isSame && attribution.answer && <Waterfall {...attribution.answer} variable={asked.variable} scenario={asked.scenario} reference={reference} />}
    </section>
  );
}

function Waterfall({ value, note, variable, scenario, reference }: Attribution & { variable: string; scenario: string; reference: string }) {
  const bars = waterfall(value, reference, scenario);
  const unit = value[0]?.unit ?? "1";
  return (
    <Figure title={`${spoken(variable)}: from ${reference} to ${scenario}`} of={[value]} note={note} draw={width => drawBars(bars, variable, unit, width, null)}>
      <Numbers caption="What each cause brings" rows={bars} columns={[
        { name: "Cause", cell: b => b.name },
        { name: "Value", cell: b => measured(b.kind === "total" ? b.to : b.to - b.from, unit, isShare(variable)), isNumber: true },
      ]} />
    </Figure>
  );
}

/** The bars of a waterfall: each contribution begins where the one before it ended. */
export function waterfall(rows: readonly Part[], reference: string, scenario: string): Bar[] {
  const bars: Bar[] = [];
  let level = 0;
  for (const row of rows) {
    if (row.statistic === "contribution") {
      bars.push({ name: row.cause ?? "", from: level, to: level + row.value, kind: row.value >= 0 ? "up" : "down" });
      level += row.value;
    } else {
      bars.push({ name: row.statistic === "from" ? row.fromPeriod ?? reference : row.fromPeriod === null ? scenario : row.period, from: 0, to: row.value, kind: "total" });
      level = row.value;
    }
  }
  return bars;
}
