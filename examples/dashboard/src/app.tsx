import type { User } from "medusa-batch-jobs";
import { BatchJobsPanel } from "medusa-batch-jobs/react";
import { Login } from "./login";
import { useLogout, useSession } from "./session";
import { shopName } from "./shop";

export function App() {
  const { data: session, error } = useSession();
  if (session?.user) return <Dashboard user={session.user} />;
  // Nothing moves while it is not known whether someone is logged in.
  if (session === undefined && error === null) return null;
  return <Login hasEnded={session?.hasEnded} error={error} />;
}

function Dashboard({ user }: { user: User }) {
  return (
    <>
      <header className="bar">
        <img src="/icon.svg" alt="" />
        <div className="who">
          <h1>{shopName}</h1>
          <p className="muted">{user.email}</p>
        </div>
        <Logout />
      </header>
      <main className="page">
        {/* The import that is on its way is found again after a reload, and after the next login. */}
        <BatchJobsPanel storage={sessionStorage} />
      </main>
    </>
  );
}

function Logout() {
  const { mutate, isPending, error } = useLogout();
  return (
    <>
      <button type="button" className="button quiet" disabled={isPending} onClick={() => mutate()}>
        Log out
      </button>
      {error && (
        <p className="notice" role="alert">
          {error.message}
        </p>
      )}
    </>
  );
}
