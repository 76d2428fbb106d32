import { BatchJobsPanel } from "medusa-batch-jobs/react";
import { Login } from "./login";
import { useLogout, useSession } from "./session";

export function App() {
  const { data: user } = useSession();
  const logout = useLogout();
  if (user === undefined) return null;
  if (user === null) return <Login />;
  return (
    <>
      <header>
        {user.email}
        <button type="button" onClick={() => logout.mutate()}>
          Log out
        </button>
      </header>
      <main>
        <BatchJobsPanel storage={sessionStorage} />
      </main>
    </>
  );
}
