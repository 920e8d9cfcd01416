// The question behind the picture, to take along: kept under its run id, and in the words of other tools.
import { useState } from "preact/hooks";
import { apiRoot, useAnswer } from "../api";
import { drawFan, fanPoints, type ProjectionRow } from "../charts/fan";
import { codesOf, keyHint } from "../parts/codes";
import { Notices } from "../parts/notices";
import { spoken } from "../parts/numbers";
import { fanQuery } from "./scenario";
import type { Answer, View } from "./view";

interface Run extends Answer<ProjectionRow> { runId: string; baselineVersion: string }

export function TakeTab(view: View) {
  const question = fanQuery(view, true);
  const run = useAnswer<Run>(question);
  const address = location.origin + apiRoot + question;
  return (
    <section aria-label="Take it with you">
      <Notices question={run} />
      {run.answer && (
        <p>The run is kept as <code>{run.answer.runId}</code>: <a href={`${apiRoot}projections/${run.answer.runId}`}>the same numbers, for good</a>,
          on baseline {run.answer.baselineVersion}. A <Copy text={location.href} name="link to this picture" /> shows the same.</p>
      )}
      {codesOf(address).map(code => (
        <div key={code.name}>
          <h3>{code.name} <Copy text={code.text} name={code.name} /></h3>
          <pre tabIndex={0} role="region" aria-label={code.name}>{code.text}</pre>
        </div>
      ))}
      <p class="quiet small">{keyHint}</p>
      {run.answer && (
        <>
          <h3>Pictures</h3>
          <ul>{view.asked.variables.map(v => <li key={v}><button class="link" onClick={() => save(run.answer!, v)}>{spoken(v)}, as SVG</button></li>)}</ul>
        </>
      )}
    </section>
  );
}

function Copy({ text, name }: { text: string; name: string }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <button class="link" aria-label={`Copy ${name}`} onClick={async () => { await navigator.clipboard.writeText(text); setIsCopied(true); }}>
      {isCopied ? "copied" : name.includes(" ") ? name : "copy"}
    </button>
  );
}

/** Saves a fan as a file that shows the same outside the page: its colours are written out. */
function save(run: Run, variable: string) {
  const unit = run.value.find(r => r.variable === variable)?.unit ?? "";
  const points = fanPoints(run.value, variable);
  const drawn = drawFan(points, variable, unit, 640, points.map(p => p.at));
  const svg = drawn instanceof SVGSVGElement ? drawn : drawn.querySelector("svg")!;
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const text = svg.outerHTML.replaceAll("var(--accent)", "#2563a8").replaceAll("currentColor", "#222");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = `${spoken(variable)} ${run.runId}.svg`;
  link.click();
  URL.revokeObjectURL(link.href);
}
