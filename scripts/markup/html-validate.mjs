import { defineConfig } from "html-validate";

export default defineConfig({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "valid-id": ["error", { relaxed: true }], // anchors carry printed numbers: #ac-1.2 has a dot
    "long-title": "off", // a page is called as its unit is, and a unit's title is never shortened
  },
});
