// How a moved slider becomes a setting: with its uncertainty where it has one, else as a number.

/** A parameter, as GET /parameters answers it. */
export interface Parameter {
  id: string; symbol: string; unit: string; meaning: string; min: number | null; max: number | null; choices: string | string[] | null;
  value: number | null; choice: string | null; law: string | null; status: string; basis: string; group?: string; question?: string;
}

/** A parameter's value in a scenario, as GET /scenarios/{name} answers it. */
export interface Resolved { parameter: string; value: number | null; choice: string | null; unit: string; law: string | null; origin: string; status: string }

/** What a belief is in a scenario: as that has it, or where it leaves it out, as the baseline does. */
export const inScenarioOf = (parameter: Parameter, resolved: readonly Resolved[]): Resolved =>
  resolved.find(r => r.parameter === parameter.id) ?? { ...parameter, parameter: parameter.id, origin: "baseline" };

/** A choice as it holds: as it was set, or as the scenario has it. */
export const choiceOf = (id: string, settings: Readonly<Record<string, string>>, resolved: readonly Resolved[]) =>
  settings[id] ?? resolved.find(r => r.parameter === id)?.choice ?? null;

/** The groups of beliefs that count only where demand drives a scenario, and the settings by which it does. */
export const demandGroups: readonly string[] = ["demand", "training", "cost", "limits"];
export const byDemand = { "ratio.source": "drivers", "spend.source": "demand", "limits.mode": "clip" };

/** Digits enough that a number that was typed is shown again as it was. */
const round = (value: number) => Number(value.toPrecision(7));

/**
 * The setting that brings a parameter's central value to a number. Where the scenario leaves the baseline's law, the law moves
 * along, so that the uncertainty stays: shares by their odds, positive quantities by a factor, others by an amount.
 */
export function settingFor(parameter: Parameter, inScenario: Resolved, value: number, keepsLaw: boolean): string {
  const base = inScenario.value;
  if (!keepsLaw || !hasMovableLaw(inScenario) || base === null) return String(round(value));
  if (inScenario.law!.startsWith("logit-normal")) return `times(${round(value / (1 - value) * (1 - base) / base)})`;
  return (parameter.min ?? 0) >= 0 && base > 0 ? `times(${round(value / base)})` : `add(${round(value - base)})`;
}

/** Whether the value has the baseline's law, which can move with it. */
export const hasMovableLaw = (inScenario: Resolved) => inScenario.law !== null && inScenario.origin === "baseline";

/** The central value that a setting gives; nothing where it is a law or a word. */
export function valueOf(setting: string | undefined, inScenario: Resolved): number | null {
  if (setting === undefined) return inScenario.value;
  const moved = /^(add|times)\((.+)\)$/.exec(setting);
  if (moved === null) return Number.isFinite(Number(setting)) ? Number(setting) : null;
  const [base, amount] = [inScenario.value ?? 0, Number(moved[2])];
  if (moved[1] === "add") return base + amount;
  return inScenario.law?.startsWith("logit-normal") ? amount * base / (1 + (amount - 1) * base) : amount * base;
}

/** A slider's scale: by ratio where the bounds are far apart, else by difference. */
export function scaleOf(min: number, max: number) {
  const byRatio = min > 0 && max / min >= 50;
  return {
    place: (value: number) => byRatio ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min),
    value: (place: number) => byRatio ? min * (max / min) ** place : min + place * (max - min),
  };
}

/** The groups of beliefs, where the API does not name them. */
export const groupOf = (parameter: Parameter) => parameter.group ?? parameter.id.split(".")[0]!;

export const choicesOf = (parameter: Parameter): string[] =>
  Array.isArray(parameter.choices) ? parameter.choices : parameter.choices?.split(" ").filter(c => c !== "") ?? [];
