// The part of ECharts that Pacto draws with; pages that need a chart import it as /pkg/echarts.js.
import { getInstanceByDom, init, registerLocale, use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import spanish from "echarts/lib/i18n/langES.js";

use([
  AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, MarkLineComponent, SVGRenderer, TooltipComponent,
]);
registerLocale("ES", spanish);

export { getInstanceByDom, init };
