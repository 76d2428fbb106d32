import { type DragEvent, useState } from "react";
import { Icon } from "./icons.js";
import type { PanelLabels } from "./labels.js";

/**
 * A place to drop a file at, which is a file input for all who do not drop. That the browser does not open the file itself
 * is seen to by the dialog around, for what is dropped beside it too.
 */
export function FileDrop(props: { onFile: (file: File) => void; labels: PanelLabels }) {
  const { onFile, labels } = props;
  const [isOver, setOver] = useState(false);

  function take(files: FileList | null) {
    const file = files?.[0];
    if (file) onFile(file);
  }

  function drop(event: DragEvent) {
    setOver(false);
    take(event.dataTransfer.files);
  }

  return (
    <label
      className="mbj-drop"
      data-over={isOver || undefined}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" />
      <span>
        {labels.drop} <u>{labels.browse}</u>
      </span>
      <input
        className="mbj-unseen"
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => take(event.target.files)}
      />
    </label>
  );
}
