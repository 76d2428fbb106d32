import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // Here the package is a link to the folder above, which has a React of its own: the page must have one.
  resolve: { dedupe: ["react", "react-dom", "@tanstack/react-query"] },
});
