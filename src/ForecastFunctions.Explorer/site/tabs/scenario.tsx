// The scenario: beliefs at the left, fans of what follows from them at the right.
import { useAnswer } from "../api";
import { Fan, fanPoints, type ProjectionRow } from "../charts/fan";
import { Belief } from "../parts/belief";
import { byDemand, choiceOf, demandGroups, groupOf, inScenarioOf, valueOf } from "../parts/beliefs";
import { Notices, type Warning } from "../parts/notices";
import { isShare, measured, spoken } from "../parts/numbers";
import { Table } from "../parts/table";
import { readable, scenarioQuery, settingsOf } from "../question";
import { draws, percentiles, statistics, type Answer, type View } from "./view";

interface Run extends Answer<ProjectionRow> { runId: string; baselineVersion: string; modelVersion: string; warnings: Warning[] }

/** The question behind the pictures; it is not kept until the reader takes it along. */
export function fanQuery({ asked }: View, keep: boolean): string {
  const query = scenarioQuery(asked, { from: "2022", to: asked.to, step: asked.step, draws, percentiles, statistics });
  if (asked.step === "quarter") { query.set("from", "2023-Q1"); query.set("to", `${asked.to}-Q4`); }
  query.set("variables", asked.variables.join(","));
  if (!keep) query.set("keep", "false");
  return `projections?${readable(query)}`;
}

export function ScenarioTab(view: View) {
  const { asked, change } = view;
  const run = useAnswer<Run>(asked.variables.length > 0 ? fanQuery(view, false) : null);
  // What was just added stands in no answer yet.
  const shown = asked.variables.filter(v => run.answer?.value.some(r => r.variable === v));
  return (
    <div class="sides">
      <Beliefs {...view} />
      <section aria-label="What follows" class="follows">
        <Changes {...view} />
        <Notices question={run} warnings={run.answer?.warnings} />
        <div class={run.isLoading ? "fans stale" : "fans"} data-milliseconds={run.milliseconds?.toFixed(0)}>
          {run.answer && shown.map(v => <Fan key={v} rows={run.answer!.value} variable={v} />)}
        </div>
        {run.answer && <AtTheEnd rows={run.answer.value} variables={shown} />}
        <VariableChoice {...view} />
        {run.answer && (
          <p class="quiet small" role="status">
            {draws} paths on baseline {run.answer.baselineVersion}, model {run.answer.modelVersion}
            {run.milliseconds !== null && <>, in {run.milliseconds.toFixed(0)} ms</>}. Dots are what was observed; the bands hold half and nine tenths of the paths.{" "}
            <button class="link" onClick={() => change({ tab: "take" })}>Export these numbers</button>
          </p>
        )}
      </section>
    </div>
  );
}

/** What the last period shows, of all pictures together. */
function AtTheEnd({ rows, variables }: { rows: readonly ProjectionRow[]; variables: readonly string[] }) {
  const ends = variables.flatMap(variable => {
    const end = fanPoints(rows, variable).filter(p => p.p50 !== null).at(-1);
    const unit = rows.find(r => r.variable === variable)?.unit ?? "";
    return end === undefined ? [] : [{ ...end, variable, show: (value: number | null) => measured(value, unit, isShare(variable)) }];
  });
  return (
    <Table caption={`In ${ends[0]?.period ?? "the last period"}`} rows={ends} columns={[
      { name: "Variable", cell: e => spoken(e.variable) },
      { name: "Median", cell: e => e.show(e.p50), isNumber: true },
      { name: "from (5 %)", cell: e => e.show(e.p5), isNumber: true },
      { name: "to (95 %)", cell: e => e.show(e.p95), isNumber: true },
    ]} />
  );
}

function Changes({ asked, change, catalogue }: View) {
  const settings = settingsOf(asked);
  if (settings.length === 0) return <p class="quiet changes">As the scenario has it. Move a belief, and the pictures follow.</p>;
  // A moved law is told by the middle that it has now.
  const told = (id: string, setting: string) => {
    const parameter = catalogue.parameters.find(p => p.id === id);
    const value = parameter && valueOf(setting, inScenarioOf(parameter, catalogue.resolved));
    return value === undefined || value === null ? setting : measured(value, parameter!.unit);
  };
  const without = (id: string) => Object.fromEntries(settings.filter(([other]) => other !== id));
  return (
    <div class="changes">
      <span>Changed against {asked.scenario}:</span>
      {settings.map(([id, setting]) => (
        <button key={id} class="chip" title={`${catalogue.parameters.find(p => p.id === id)?.meaning ?? id}: ${setting}`}
          aria-label={`Undo ${id} = ${told(id, setting)}`} onClick={() => change({ settings: without(id) })}>
          {id} = {told(id, setting)} <span aria-hidden="true">×</span>
        </button>
      ))}
      {settings.length > 1 && <button class="link" onClick={() => change({ settings: {} })}>undo all</button>}
    </div>
  );
}

function Beliefs({ asked, change, catalogue }: View) {
  const groups = Map.groupBy(catalogue.parameters, groupOf);
  const isPath = (choiceOf("spend.source", asked.settings, catalogue.resolved) ?? "path") === "path";
  const opened = new Set(["spend", "ratio", "share", ...Object.keys(asked.settings).map(id => id.split(".")[0]!)]);
  return (
    <section aria-label="Beliefs" class="beliefs">
      {[...groups].map(([group, parameters]) => (
        <details key={group} open={opened.has(group)}>
          <summary>{group}</summary>
          {parameters[0]?.question && <p class="quiet small">{parameters[0].question}</p>}
          {isPath && demandGroups.includes(group) && (
            <p class="notice small">This scenario states its spend, so these do not count.{" "}
              <button class="link" onClick={() => change({ settings: { ...asked.settings, ...byDemand } })}>Let demand decide spend, within limits</button></p>
          )}
          {parameters.map(p => (
            <Belief key={p.id} parameter={p} inScenario={inScenarioOf(p, catalogue.resolved)} setting={asked.settings[p.id]}
              change={setting => {
                const { [p.id]: _, ...others } = asked.settings;
                change({ settings: setting === null ? others : { ...others, [p.id]: setting } });
              }} />
          ))}
        </details>
      ))}
    </section>
  );
}

function VariableChoice({ asked, change, catalogue }: View) {
  const toggle = (name: string, isShown: boolean) =>
    change({ variables: isShown ? [...asked.variables, name] : asked.variables.filter(v => v !== name) });
  return (
    <details>
      <summary>Variables</summary>
      <div class="columns">
        {catalogue.variables.map(v => (
          <label key={v.name} title={v.definition}>
            <input type="checkbox" checked={asked.variables.includes(v.name)} onChange={e => toggle(v.name, e.currentTarget.checked)} /> {spoken(v.name)}
          </label>
        ))}
      </div>
    </details>
  );
}
