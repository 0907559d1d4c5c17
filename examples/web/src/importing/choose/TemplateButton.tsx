import { byteOrderMark } from '../../macs/csv-cells';
import { download } from '../../ui/download';
import { fieldsOfCreation } from '../../writing/report-fields';

/** The headings alone: an example would be imported with the rest. */
export function TemplateButton() {
  const headings = fieldsOfCreation.map(({ name }) => name).join(',');
  return (
    <button type="button" onClick={() => download(`${byteOrderMark}${headings}\r\n`, 'import-template.csv')}>
      Download a template
    </button>
  );
}
