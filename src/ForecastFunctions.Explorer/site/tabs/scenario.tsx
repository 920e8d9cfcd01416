// The scenario: beliefs at the left, fans of what follows from them at the right.
import { useAnswer } from "../api";
import { Fan, type ProjectionRow } from "../charts/fan";
import { Belief } from "../parts/belief";
import { groupOf } from "../parts/beliefs";
import { Notices, type Warning } from "../parts/notices";
import { spoken } from "../parts/numbers";
import { scenarioQuery, settingsOf } from "../question";
import { draws, percentiles, statistics, type Answer, type View } from "./view";

interface Run extends Answer<ProjectionRow> { runId: string; baselineVersion: string; modelVersion: string; warnings: Warning[] }

/** The question behind the pictures; it is not kept until the reader takes it along. */
export function fanQuery({ asked }: View, keep: boolean): string {
  const query = scenarioQuery(asked, { from: "2022", to: asked.to, step: asked.step, draws, percentiles, statistics });
  if (asked.step === "quarter") { query.set("from", "2023-Q1"); query.set("to", `${asked.to}-Q4`); }
  query.set("variables", asked.variables.join(","));
  if (!keep) query.set("keep", "false");
  
  return `projections?${query}`;
}

export function ScenarioTab(view: View) {
  const { asked, change } = view;
  const run = useAnswer<Run>(asked.variables.length > 0 ? fanQuery(view, false) : null);
  return (
    <div class="sides">
      <Beliefs {...view} />
      <section aria-label="What follows">
        <Changes {...view} />
        <Notices question={run} warnings={run.answer?.warnings} />
        <div class={run.isLoading ? "fans stale" : "fans"} data-milliseconds={run.milliseconds?.toFixed(0)}>
          {run.answer && asked.variables.map(v => <Fan key={v} rows={run.answer!.value} variable={v} />)}
        </div>
        <VariableChoice {...view} />
        {run.answer && (
          <p class="quiet small" role="status">
            {draws} paths on baseline {run.answer.baselineVersion}, model {run.answer.modelVersion}
            {run.milliseconds !== null && <>, in {run.milliseconds.toFixed(0)} ms</>}. Dots are what was observed; the bands hold half and nine tenths of the paths.{" "}
            <button class="link" onClick={() => change({ tab: "take" })}>Take it with you</button>
          </p>
        )}
      </section>
    </div>
  );
}

function Changes({ asked, change, catalogue }: View) {
  const settings = settingsOf(asked);
  if (settings.length === 0) return <p class="quiet">As the scenario has it. Move a belief, and the pictures follow.</p>;
  const without = (id: string) => Object.fromEntries(settings.filter(([other]) => other !== id));
  return (
    <div class="changes">
      <span>Changed against {asked.scenario}:</span>
      {settings.map(([id, setting]) => (
        <button key={id} class="chip" title={catalogue.parameters.find(p => p.id === id)?.meaning ?? id}
          aria-label={`Undo ${id} = ${setting}`} onClick={() => change({ settings: without(id) })}>
          {id} = {setting} <span aria-hidden="true">×</span>
        </button>
      ))}
      {settings.length > 1 && <button class="link" onClick={() => change({ settings: {} })}>undo all</button>}
    </div>
  );
}

function Beliefs({ asked, change, catalogue }: View) {
  const groups = Map.groupBy(catalogue.parameters, groupOf);
  const opened = new Set(["spend", "ratio", "share", ...Object.keys(asked.settings).map(id => id.split(".")[0]!)]);
  return (
    <section aria-label="Beliefs" class="beliefs">
      {[...groups].map(([group, parameters]) => (
        <details key={group} open={opened.has(group)}>
          <summary>{group}</summary>
          {parameters[0]?.question && <p class="quiet small">{parameters[0].question}</p>}
          {parameters.map(p => {
            const inScenario = catalogue.resolved.find(r => r.parameter === p.id);
            return inScenario && (
              <Belief key={p.id} parameter={p} inScenario={inScenario} setting={asked.settings[p.id]}
                change={setting => {
                  const { [p.id]: _, ...others } = asked.settings;
                  change({ settings: setting === null ? others : { ...others, [p.id]: setting } });
                }} />
            );
          })}
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
