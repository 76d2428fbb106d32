import type { ImportFlow } from "../import/import-flow.js";
import { Button, type ButtonProps } from "./button.js";
import { importView } from "./import-view.js";
import type { PanelLabels } from "./labels.js";
import { ErrorNotice } from "./notices.js";
import { saveFile } from "./save-file.js";
import { useAction } from "./use-action.js";

/** What the buttons of an import need. */
export interface ImportActionsProps {
  flow: ImportFlow;
  onClose: () => void;
  labels: PanelLabels;
}

/** The buttons of a view, the way on as the last of them. */
export function ImportActions(props: ImportActionsProps) {
  const { flow, onClose, labels } = props;
  const close = (
    <Button look="primary" onClick={onClose}>
      {labels.close}
    </Button>
  );
  switch (importView(flow)) {
    case "idle":
      return <TemplateButton {...props} />;
    case "checking":
    case "uploading":
    case "preparing":
      return <CancelButton {...props} />;
    case "processing":
      return (
        <>
          <CancelButton {...props} />
          {close}
        </>
      );
    case "awaiting-confirmation":
      return (
        <>
          {canCorrect(flow) && <SaveCorrectedButton {...props} />}
          <CancelButton {...props} />
          <Button look="primary" onClick={flow.confirm}>
            {labels.importNow}
          </Button>
        </>
      );
    case "refused":
      return <CorrectionButtons {...props} />;
    case "failed":
      return (
        <>
          <Button onClick={onClose}>{labels.close}</Button>
          <Button look="primary" onClick={flow.reset}>
            {labels.chooseAnother}
          </Button>
        </>
      );
    case "canceled":
      return (
        <>
          <Button onClick={flow.reset}>{labels.importAnother}</Button>
          {flow.applied === false && canCorrect(flow) ? <UseCorrectedButton {...props} /> : close}
        </>
      );
    case "done":
    case "unknown":
      return (
        <>
          <Button onClick={flow.reset}>{labels.importAnother}</Button>
          {close}
        </>
      );
  }
}

/** For who does not know how to begin: a file with all columns, and an example. */
function TemplateButton({ labels }: ImportActionsProps) {
  async function save() {
    const { importTemplate } = await import("medusa-batch-jobs/csv");
    saveFile(new File([importTemplate("product-import")], "products.csv", { type: "text/csv" }));
  }
  return (
    <ActionButton icon="download" action={save} labels={labels}>
      {labels.template}
    </ActionButton>
  );
}

function CancelButton({ flow, labels }: ImportActionsProps) {
  return (
    <Button onClick={flow.cancel} isBusy={flow.isCanceling}>
      {flow.isCanceling ? labels.canceling : labels.cancel}
    </Button>
  );
}

/** A file that was refused: another one, or the same with all corrected that can mean one thing only. */
function CorrectionButtons(props: ImportActionsProps) {
  const { flow, labels } = props;
  if (!canCorrect(flow)) {
    return (
      <Button look="primary" onClick={flow.reset}>
        {labels.chooseAnother}
      </Button>
    );
  }
  return (
    <>
      <Button onClick={flow.reset}>{labels.chooseAnother}</Button>
      <SaveCorrectedButton {...props} />
      <UseCorrectedButton {...props} />
    </>
  );
}

function UseCorrectedButton({ flow, labels }: ImportActionsProps) {
  return (
    <ActionButton
      look="primary"
      icon="completed"
      action={() => withCorrected(flow, flow.start)}
      labels={labels}
    >
      {labels.useCorrected}
    </ActionButton>
  );
}

function SaveCorrectedButton({ flow, labels }: ImportActionsProps) {
  return (
    <ActionButton icon="download" action={() => withCorrected(flow, saveFile)} labels={labels}>
      {labels.downloadCorrected}
    </ActionButton>
  );
}

async function withCorrected(flow: ImportFlow, use: (file: File) => void) {
  const file = await flow.repair();
  if (file) use(file);
}

/** A button that works while its action does, and says why that failed. */
function ActionButton({
  action,
  labels,
  ...button
}: Pick<ButtonProps, "look" | "icon" | "children"> & {
  action: () => Promise<void>;
  labels: PanelLabels;
}) {
  const { run, isPending, error } = useAction(action);
  return (
    <>
      <ErrorNotice error={error} labels={labels} />
      <Button {...button} onClick={run} isBusy={isPending} />
    </>
  );
}

function canCorrect({ problems }: ImportFlow): boolean {
  return problems.some(({ fix }) => fix?.safe);
}
