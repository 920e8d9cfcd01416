// What the reader asks: all of it stands in the address, so that a link shows the same picture.
export const tabs = {
  scenario: "Scenario",
  compare: "Compare",
  drives: "What drives it",
  explains: "What explains it",
  limits: "What limits it",
  number: "Trace a number",
  baseline: "Baseline",
  record: "Track record",
  forecast: "Forecast",
  take: "Export",
  operations: "Operations",
} as const;
export type Tab = keyof typeof tabs;

export interface Asked {
  tab: Tab;
  scenario: string;
  /** Settings of parameters, as the API's queries take them. */
  settings: Readonly<Record<string, string>>;
  baseline: string;
  to: string;
  step: "year" | "quarter";
  /** The variables of the pictures. */
  variables: readonly string[];
  /** The one variable and period that analyses look at. */
  variable: string;
  period: string;
  /** What the scenario is compared with, where the reader has chosen it. */
  reference: string;
  method: "tornado" | "sobol";
  series: string;
  /** The reader's own numbers, between commas. */
  values: string;
  /** How many equations back a number is followed. */
  depth: string;
}

const standard: Asked = {
  tab: "scenario", scenario: "article-base", settings: {}, baseline: "latest", to: "2030", step: "year",
  variables: ["Vendor Revenue|NVIDIA|Data Centre", "Vendor Revenue|Broadcom|AI", "AI Compute|Spend", "Share|Inference|Compute"],
  variable: "Vendor Revenue|NVIDIA|Data Centre", period: "2028", reference: "", method: "tornado",
  series: "nvda.datacenter_revenue.q", values: "", depth: "3",
};

/** An address has room for about so many characters of the reader's own numbers. */
const longestInAddress = 4000;

/** Whether the reader's own numbers are kept in the address; longer ones are forecast, and stay out of it. */
export const isInAddress = ({ values }: Asked) => values.length <= longestInAddress;

const plain = ["scenario", "baseline", "to", "variable", "period", "reference", "series", "values", "depth"] as const;

/** Reads the address. */
export function read(search: string): Asked {
  const query = new URLSearchParams(search);
  const asked = { ...standard, settings: {} as Record<string, string> };
  for (const name of plain) asked[name] = query.get(name) ?? standard[name];
  const tab = query.get("tab");
  if (tab !== null && tab in tabs) asked.tab = tab as Tab;
  if (query.get("step") === "quarter") asked.step = "quarter";
  if (query.get("method") === "sobol") asked.method = "sobol";
  if (query.has("variables")) asked.variables = query.getAll("variables");
  for (const [name, value] of query) if (name.startsWith("set.")) asked.settings[name.slice(4)] = value;
  return asked;
}

/** Writes the address: what is as at the beginning is left out. */
export function write(asked: Asked): string {
  const query = new URLSearchParams();
  if (asked.tab !== standard.tab) query.set("tab", asked.tab);
  for (const name of [...plain, "step", "method"] as const) if (asked[name] !== standard[name] && (name !== "values" || isInAddress(asked))) query.set(name, asked[name]);
  if (asked.variables.join() !== standard.variables.join()) for (const variable of asked.variables) query.append("variables", variable);
  for (const [id, setting] of settingsOf(asked)) query.set(`set.${id}`, setting);
  return query.size > 0 ? `?${readable(query)}` : location.pathname;
}

/** A query as people write it: what needs no escape has none. */
export const readable = (query: URLSearchParams) => query.toString().replaceAll("+", "%20")
  .replace(/%2C|%3A|%28|%29|%2F/g, escaped => decodeURIComponent(escaped));

export const settingsOf = (asked: Asked): [string, string][] =>
  Object.entries(asked.settings).sort(([a], [b]) => a.localeCompare(b, "en"));

/** What the scenario is compared with: as chosen, else as it was before beliefs were moved, else another one. */
export function referenceOf(asked: Asked): string {
  if (asked.reference !== "") return asked.reference;
  if (Object.keys(asked.settings).length > 0) return asked.scenario;
  return asked.scenario === "article-base" ? "status-quo" : "article-base";
}

/** The members of a request that every question about the scenario has. */
export function scenarioQuery(asked: Asked, more: Readonly<Record<string, string>> = {}): URLSearchParams {
  const query = new URLSearchParams({ scenario: asked.scenario, baseline: asked.baseline });
  for (const [id, setting] of settingsOf(asked)) query.set(`set.${id}`, setting);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query;
}

/** The last year of the projection may be any; a period of an analysis is a year, or a quarter of one. */
export const yearOf = (period: string) => Number(period.slice(0, 4));
