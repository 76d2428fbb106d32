import { isMedusaError } from "medusa-batch-jobs";
import type { FormEvent } from "react";
import { useLogin } from "./session";
import { shopName } from "./shop";

interface LoginProps {
  /** Whether someone was logged in until now. */
  hasEnded: boolean | undefined;
  /** Why it is not known whether someone is. */
  error: Error | null;
}

export function Login({ hasEnded, error }: LoginProps) {
  const login = useLogin();
  // That the shop cannot be asked at all comes first, and is asked again by itself.
  const failure = error ?? login.error;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <main className="login">
      <form onSubmit={submit}>
        <img src="/icon.svg" alt="" />
        <h1>Log in</h1>
        <p className="muted">to the shop at {shopName}</p>
        {hasEnded && (
          <p className="notice" role="status">
            Your session has ended. What was running goes on: log in to see it.
          </p>
        )}
        <label>
          Email
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {failure && !login.isPending && <Failure error={failure} />}
        <button type="submit" className="button" disabled={login.isPending}>
          {login.isPending ? "Logging in …" : "Log in"}
        </button>
      </form>
    </main>
  );
}

/** The client's errors say what happened, what it means, and what to do. */
function Failure({ error }: { error: Error }) {
  const isAnswered = isMedusaError(error) && error.status !== undefined;
  return (
    <div className="notice" role="alert">
      {!isAnswered && <strong>The shop does not answer</strong>}
      <p>{error.message}</p>
    </div>
  );
}
