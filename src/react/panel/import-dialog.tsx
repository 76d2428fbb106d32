import { type DragEvent, useEffect, useId, useRef } from "react";
import type { ImportFlow } from "../import/import-flow.js";
import { DEFAULT_LABELS } from "./english.js";
import { Icon } from "./icons.js";
import { ImportActions } from "./import-actions.js";
import { ImportBody } from "./import-body.js";
import {
  importIcon,
  importView,
  importWords,
  STEPS,
  showsProblems,
  stepsDone,
} from "./import-view.js";
import type { PanelLabels } from "./labels.js";
import { ConnectionNotice } from "./notices.js";
import { StateIcon } from "./state-icon.js";

/** A dialog around an import. */
export interface ImportDialogProps {
  /** What `useImport` returns. */
  flow: ImportFlow;
  open: boolean;
  /** The user closes it; the import goes on. */
  onClose: () => void;
  labels?: Partial<PanelLabels> | undefined;
}

/**
 * Choose a file → its problems → what it would do → confirm → progress → result. Closing it leaves the import alone.
 *
 * @example
 * ```tsx
 * import { ImportDialog, useImport } from "medusa-batch-jobs/react";
 * import "medusa-batch-jobs/react/styles.css";
 * import { useState } from "react";
 *
 * export function ImportButton() {
 *   const flow = useImport();
 *   const [open, setOpen] = useState(false);
 *   return (
 *     <>
 *       <button type="button" onClick={() => setOpen(true)}>Import products</button>
 *       <ImportDialog flow={flow} open={open} onClose={() => setOpen(false)} />
 *     </>
 *   );
 * }
 * ```
 */
export function ImportDialog({ flow, open, onClose, labels }: ImportDialogProps) {
  const words = { ...DEFAULT_LABELS, ...labels };
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = useId();
  const subtitle = useId();
  const view = importView(flow);
  const icon = importIcon(view);
  const hasTables = showsProblems(view) && flow.problems.length > 0;
  const [headline, hint] = importWords(flow, words);

  useEffect(() => {
    if (!open) dialog.current?.close();
    // Older browsers throw where it is open, as on StrictMode's second run.
    else if (!dialog.current?.open) dialog.current?.showModal();
  }, [open]);

  // The button that had the focus may be gone. The hint is read out by itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when the view is another.
  useEffect(() => heading.current?.focus(), [open, view]);

  return (
    <dialog
      ref={dialog}
      className="mbj-root mbj-dialog"
      aria-labelledby={title}
      // Not where it is closed from outside.
      onClose={() => open && onClose()}
      // Beside the place for it, a file that is dropped would take the page's place.
      onDragOver={ignore}
      onDrop={ignore}
    >
      {open && (
        <>
          <header className="mbj-dialog-head">
            <h2 id={title}>{words.dialogTitle}</h2>
            <button type="button" className="mbj-close" aria-label={words.close} onClick={onClose}>
              <Icon name="close" />
            </button>
            <Steps flow={flow} labels={words} />
          </header>
          {/* What scrolls must be reached by keys, where there is no button in it. */}
          <section
            className="mbj-dialog-body"
            aria-labelledby={hasTables ? subtitle : undefined}
            tabIndex={hasTables ? 0 : undefined}
          >
            {flow.fileName && view !== "idle" && (
              <p className="mbj-file">
                <Icon name="file" />
                {flow.fileName}
              </p>
            )}
            <div className="mbj-headline">
              {icon && <StateIcon state={icon} />}
              <h3 id={subtitle} ref={heading} tabIndex={-1}>
                {headline}
              </h3>
            </div>
            <p role="status">{hint}</p>
            <ConnectionNotice isConnected={flow.isConnected} labels={words} />
            <ImportBody flow={flow} labels={words} />
          </section>
          <footer className="mbj-actions">
            <ImportActions flow={flow} onClose={onClose} labels={words} />
          </footer>
        </>
      )}
    </dialog>
  );
}

function ignore(event: DragEvent) {
  event.preventDefault();
}

/** Where a person is, of the steps that there are. */
function Steps({ flow, labels }: { flow: ImportFlow; labels: PanelLabels }) {
  const done = stepsDone(flow);
  return (
    <ol className="mbj-steps" aria-label={labels.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === done ? "step" : undefined}
          data-done={index < done || undefined}
        >
          {labels.step(step)}
        </li>
      ))}
    </ol>
  );
}
