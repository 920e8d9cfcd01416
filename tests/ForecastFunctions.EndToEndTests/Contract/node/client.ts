// What a program of a caller looks like that takes its types from the contract. It is type-checked by a test.
import type { components, paths } from "./contract";

type Query = NonNullable<paths["/v1/projections"]["get"]["parameters"]["query"]>;
type Page = paths["/v1/projections"]["get"]["responses"][200]["content"]["application/json"];
type Problem = components["schemas"]["Problem"];

const query: Query = { scenario: "asic-surge", from: "2028", to: "2028", draws: 4096, percentiles: [5, 50, 95], variables: ["Vendor Revenue*"] };

const body: components["schemas"]["RunProjectionRequest"] = {
  scenario: { extends: "asic-surge", parameters: { "ratio.limit": { law: "triangular", min: 1.5, mode: 4.5, max: 6 } } },
  to: "2032",
};

export async function run(api: string, key: string): Promise<Map<string, number | null>> {
  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const answer = await fetch(`${api}/v1/projections?${parameters}`, { headers: { "x-functions-key": key } });
  if (!answer.ok) {
    const problem = (await answer.json()) as Problem;
    throw new Error(`${problem.code}: ${problem.detail}`);
  }
  const page = (await answer.json()) as Page;
  return new Map(page.value.map((row) => [`${row.variable} ${row.period} ${row.statistic}`, row.value]));
}

export async function keep(api: string): Promise<string> {
  const answer = await fetch(`${api}/v1/projections`, {
    method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
  });
  return ((await answer.json()) as Page).runId;
}

// @ts-expect-error A step is a year or a quarter.
export const wrong: Query = { step: "month" };
