// The page: what is asked for at the top, the tabs, and the tab that is open.
import { useEffect, useState } from "preact/hooks";
import { key, useAnswer } from "./api";
import type { Parameter, Resolved } from "./parts/beliefs";
import { Notices } from "./parts/notices";
import { Picker, years } from "./parts/pickers";
import { isInAddress, read, tabs, write, type Asked, type Tab } from "./question";
import { BaselineTab } from "./tabs/baseline";
import { CompareTab } from "./tabs/compare";
import { DrivesTab } from "./tabs/drives";
import { ExplainsTab } from "./tabs/explains";
import { ForecastTab } from "./tabs/forecast";
import { LimitsTab } from "./tabs/limits";
import { NumberTab } from "./tabs/number";
import { OperationsTab } from "./tabs/operations";
import { RecordTab } from "./tabs/record";
import { ScenarioTab } from "./tabs/scenario";
import { TakeTab } from "./tabs/take";
import { titleIn, type Answer, type Scenario, type Variable, type View, type Vintage } from "./tabs/view";

const bodies: Record<Tab, (view: View) => preact.JSX.Element> = {
  scenario: ScenarioTab, compare: CompareTab, drives: DrivesTab, explains: ExplainsTab, limits: LimitsTab, number: NumberTab, record: RecordTab,
  baseline: BaselineTab, forecast: ForecastTab, take: TakeTab, operations: OperationsTab,
};

/** What is asked, kept in the address: sliders replace it, a choice of another tab is a step back. */
function useAsked(): [Asked, (part: Partial<Asked>) => void] {
  const [asked, setAsked] = useState(() => read(location.search));
  useEffect(() => {
    // Numbers that are too many for an address are none the less still the reader's a step back.
    const back = () => setAsked(before => isInAddress(before) ? read(location.search) : { ...read(location.search), values: before.values });
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  return [asked, part => setAsked(before => {
    const next = { ...before, ...part };
    if (part.tab !== undefined && part.tab !== before.tab) history.pushState(null, "", write(next));
    else history.replaceState(null, "", write(next));
    return next;
  })];
}

export function App() {
  const [asked, change] = useAsked();
  const [keyText, setKeyText] = useState(key.get());
  return (
    <>
      <header>
        <h1>The AI-compute market, by what you believe</h1>
        <form onSubmit={e => e.preventDefault()}><label class="picker">Key <input type="password" autocomplete="off" value={keyText} placeholder="none asked for locally"
          onChange={e => { key.set(e.currentTarget.value.trim()); setKeyText(key.get()); }} /></label></form>
      </header>
      <Loaded key={keyText} asked={asked} change={change} />
      <footer class="quiet small">
        <a href="/api/v1">API</a> · <a href="/api/docs">reference</a> · <a href="/api/v1/guide">guide</a> · <a href="/api/v1/excel/workbook.xlsx">workbook</a> · values are in the units shown, in your locale's digits
      </footer>
    </>
  );
}

function Loaded({ asked, change }: Pick<View, "asked" | "change">) {
  const scenarios = useAnswer<Answer<Scenario>>("scenarios");
  const variables = useAnswer<Answer<Variable>>("variables");
  const vintages = useAnswer<Answer<Vintage>>("baselines");
  const parameters = useAnswer<Answer<Parameter>>(`parameters?${new URLSearchParams({ baseline: asked.baseline })}`);
  const resolved = useAnswer<{ name: string; reading: string; parameters: Resolved[] }>(
    `scenarios/${encodeURIComponent(asked.scenario)}?${new URLSearchParams({ baseline: asked.baseline })}`);
  const failed = [scenarios, variables, vintages, parameters, resolved].find(q => q.problem !== null);
  const isThere = scenarios.answer && variables.answer && vintages.answer && parameters.answer && resolved.answer;
  if (!isThere) {
    return (
      <main>
        <Notices question={failed ?? scenarios} />
        {failed && failed.problem!.status !== 401 && <p><a href={location.pathname}>Begin again</a>, without what this address asks for.</p>}
      </main>
    );
  }
  const view: View = {
    asked, change,
    catalogue: {
      scenarios: scenarios.answer!.value, variables: variables.answer!.value, vintages: vintages.answer!.value,
      parameters: parameters.answer!.value, resolved: resolved.answer!.parameters,
    },
  };
  const Body = bodies[asked.tab];
  return (
    <main>
      {failed && <Notices question={failed} />}
      <div class="bar">
        <Picker label="Scenario" value={asked.scenario} values={view.catalogue.scenarios.map(s => s.name)}
          name={titleIn(view.catalogue)} change={scenario => change({ scenario })} />
        <Picker label="to" value={asked.to} values={years(2026, 2045)} change={to => change({ to })} />
        <Picker label="by" value={asked.step} values={["year", "quarter"]} change={step => change({ step: step as "year" })} />
        <Picker label="baseline" value={asked.baseline} values={["latest", ...view.catalogue.vintages.map(v => v.version)]} change={baseline => change({ baseline })} />
      </div>
      <p class="reading">{resolved.answer!.reading}</p>
      <TabList tab={asked.tab} change={tab => change({ tab })} />
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${asked.tab}`} tabIndex={0}><Body key={asked.tab} {...view} /></div>
    </main>
  );
}

/** Tabs as WAI-ARIA has them: one stop for the tab key, arrows move. */
function TabList({ tab, change }: { tab: Tab; change: (tab: Tab) => void }) {
  const names = Object.keys(tabs) as Tab[];
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = names[(names.indexOf(tab) + step + names.length) % names.length]!;
    change(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Views" class="tabs" onKeyDown={move}>
      {names.map(name => (
        <button key={name} id={`tab-${name}`} role="tab" aria-selected={name === tab} aria-controls="panel"
          tabIndex={name === tab ? 0 : -1} onClick={() => change(name)}>{tabs[name]}</button>
      ))}
    </div>
  );
}
