// Renders the contract beside this page. Nothing is read from, or sent to, anywhere but this service.
const api = new URL(".", document.baseURI).href.replace(/\/$/, "");

Scalar.createApiReference("#reference", {
  url: `${api}/v1/openapi.json`,
  servers: [{ url: api }],
  authentication: { preferredSecurityScheme: "key" },
  agent: { disabled: true },
  hideClientButton: true,
  mcp: { disabled: true },
  persistAuth: false,
  showDeveloperTools: "never",
  telemetry: false,
  withDefaultFonts: false,
});
