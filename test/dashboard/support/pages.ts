import type { Locator, Page } from "playwright-core";
import type { ChosenFile } from "./files.js";
import { stage } from "./stage.js";

/** What a person finds in the dashboard, by what it is called. */
export function dashboard(page: Page) {
  return { login: loginOf(page), panel: panelOf(page), dialog: dialogOf(page) };
}

/** Has the page's questions for jobs wait from now on, until it is time. */
export function holdPolls(page: Page, until: Promise<unknown>): Promise<unknown> {
  const isPoll = (url: URL) => /^\/admin\/batch-jobs(\/[^/]+)?$/.test(url.pathname);
  return page.route(isPoll, async (route) => {
    await until;
    await route.continue();
  });
}

function loginOf(page: Page) {
  const button = page.getByRole("button", { name: "Log in" });
  const fill = async (email: string, password: string) => {
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByLabel("Password").fill(password);
    await button.click();
  };
  return {
    heading: page.getByRole("heading", { name: "Log in" }),
    form: page.locator("form", { has: button }),
    failure: page.getByRole("alert"),
    fill,
    /** As the admin, with the right password, up to the panel. */
    async enter() {
      const { email, password } = stage().backend.user;
      await fill(email, password);
      await panelOf(page).region.waitFor();
    },
    leave: () => page.getByRole("button", { name: "Log out" }).click(),
  };
}

function panelOf(page: Page) {
  const region = page.getByRole("region", { name: "Imports and exports" });
  const list = region.getByRole("list", { name: "Imports and exports, the newest first" });
  const jobs = list.locator("> li");
  return {
    region,
    jobs,
    /** The job that is shown with these words. */
    job: (...words: readonly (string | RegExp)[]): Locator =>
      words.reduce<Locator>((found, hasText) => found.filter({ hasText }), jobs),
    button: (name: string | RegExp) => region.getByRole("button", { name }),
    outage: region.getByText("No answer from the server."),
  };
}

function dialogOf(page: Page) {
  const box = page.getByRole("dialog", { name: "Import products" });
  const choose = (file: ChosenFile) => box.getByLabel("CSV file").setInputFiles(file);
  return {
    box,
    heading: (name: string | RegExp) => box.getByRole("heading", { name }),
    /** The rows of the tables of problems, without their heads. */
    problems: box.getByRole("row").filter({ has: page.getByRole("cell") }),
    button: (name: string | RegExp) => box.getByRole("button", { name }),
    outage: box.getByText("No answer from the server."),
    failure: box.getByRole("alert"),
    choose,
    /** Opens it, chooses a file, and waits until Medusa has prepared it. */
    async prepare(file: ChosenFile) {
      await panelOf(page).button("Import products").click();
      await choose(file);
      await box.getByRole("button", { name: "Import", exact: true }).waitFor();
    },
    /** Lets the prepared import write. */
    confirm: () => box.getByRole("button", { name: "Import", exact: true }).click(),
  };
}
