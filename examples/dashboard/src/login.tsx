import type { FormEvent } from "react";
import { useLogin } from "./session";
import { medusaUrl } from "./shop";

export function Login() {
  const login = useLogin();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <main className="login">
      <form className="card" onSubmit={submit}>
        <h1>Log in</h1>
        <p className="muted">{medusaUrl}</p>
        <label>
          Email
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {login.error && <p role="alert">{login.error.message}</p>}
        <button type="submit" disabled={login.isPending}>
          {login.isPending ? "Logging in …" : "Log in"}
        </button>
      </form>
    </main>
  );
}
