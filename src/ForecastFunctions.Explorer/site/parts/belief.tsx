// One belief: its value in the scenario, a slider, the exact number, and where the value comes from.
import { useState } from "preact/hooks";
import { choicesOf, hasMovableLaw, scaleOf, settingFor, valueOf, type Parameter, type Resolved } from "./beliefs";
import { measured, shortLaw } from "./numbers";

interface BeliefProps {
  parameter: Parameter; inScenario: Resolved; setting: string | undefined;
  change: (setting: string | null) => void;
}

export function Belief(props: BeliefProps) {
  const { parameter, inScenario, setting, change } = props;
  const choices = choicesOf(parameter);
  return (
    <div class={setting === undefined ? "belief" : "belief changed"}>
      <div class="belief-name" id={`name-${parameter.id}`}>{parameter.meaning}</div>
      {choices.length > 0
        ? (
          <select aria-labelledby={`name-${parameter.id}`} value={setting ?? inScenario.choice ?? parameter.choice ?? ""}
            onChange={e => change(e.currentTarget.value === inScenario.choice ? null : e.currentTarget.value)}>
            {choices.map(c => <option key={c} value={c}>{c}</option>)}
          </select>
        )
        : <Slider {...props} />}
      <div class="quiet small">
        <code>{parameter.id}</code> · {inScenario.status}
        {inScenario.law !== null && <> · {shortLaw(inScenario.law)}</>}
        {setting !== undefined && <> · <button class="link" onClick={() => change(null)}>undo</button></>}
      </div>
      <details class="small"><summary>Why this value</summary><p>{parameter.basis}</p></details>
    </div>
  );
}

function Slider({ parameter, inScenario, setting, change }: BeliefProps) {
  const [keepsLaw, setKeepsLaw] = useState(true);
  const [min, max] = [parameter.min ?? 0, parameter.max ?? 1];
  const scale = scaleOf(min, max);
  const value = valueOf(setting, inScenario);
  const canKeepLaw = hasMovableLaw(inScenario);
  const set = (next: number, keeps = keepsLaw) => change(settingFor(parameter, inScenario, next, keeps));
  return (
    <div class="slider">
      <input type="range" min="0" max="1" step="0.002" value={value === null ? 0.5 : scale.place(value)}
        aria-labelledby={`name-${parameter.id}`} aria-valuetext={measured(value, parameter.unit)}
        onInput={e => set(Math.min(max, Math.max(min, scale.value(Number(e.currentTarget.value)))))} />
      <input type="number" step="any" min={min} max={max} value={value === null ? "" : Number(value.toPrecision(4))}
        aria-labelledby={`name-${parameter.id}`}
        onChange={e => e.currentTarget.value !== "" && set(Number(e.currentTarget.value))} />
      <span class="unit">{parameter.unit === "1" ? "" : parameter.unit}</span>
      {canKeepLaw && (
        <label class="small" title="As a number without uncertainty, instead of moving the law along"><input type="checkbox" checked={!keepsLaw} onChange={e => {
          setKeepsLaw(!e.currentTarget.checked);
          if (value !== null && setting !== undefined) set(value, !e.currentTarget.checked);
        }} /> exactly</label>
      )}
    </div>
  );
}
