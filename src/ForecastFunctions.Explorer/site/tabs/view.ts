// What every tab is given.
import type { Parameter, Resolved } from "../parts/beliefs";
import type { Asked } from "../question";

export interface Scenario { name: string; title: string; reading: string; kind: string; settings: string }
export interface Variable { name: string; unit: string; definition: string; formula: string }
export interface Vintage { version: string; title: string; asOf: string; baseYear: number; isCurrent: boolean }

export interface Catalogue {
  scenarios: readonly Scenario[]; variables: readonly Variable[]; parameters: readonly Parameter[]; vintages: readonly Vintage[];
  /** The values of the asked scenario on the asked baseline. */
  resolved: readonly Resolved[];
}

/** A scenario's title by its name. */
export const titleIn = ({ scenarios }: Catalogue) => (name: string) => scenarios.find(s => s.name === name)?.title ?? name;

export interface View {
  asked: Asked;
  catalogue: Catalogue;
  change: (part: Partial<Asked>) => void;
}

export interface Answer<TRow> { value: TRow[] }

export const statistics = "mean,p5,p25,p50,p75,p95,observed";
export const percentiles = "5,25,50,75,95";

/** Draws of a picture: enough for a fan, few enough to move while a slider moves. */
export const draws = "1024";
