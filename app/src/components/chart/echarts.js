// Binds ECharts: loaded with the first chart, sized with its element, disposed with it.
let library;
const observers = new WeakMap();

const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const styles = () => [
  { color: ink("--ink-3") },
  { color: ink("--line"), decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: ink("--ink-3") } },
  { color: "transparent", borderColor: ink("--ink"), borderWidth: 1 },
  { color: ink("--accent") },
];

export async function draw(element, json) {
  library ??= import("/pkg/echarts.js");
  const echarts = await library;
  if (!element.isConnected) return;
  let chart = echarts.getInstanceByDom(element);
  if (!chart) {
    chart = echarts.init(element, null, { renderer: "svg" });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    observers.set(element, observer);
  }
  const option = JSON.parse(json);
  const quiet = { axisLabel: { color: ink("--ink-2") }, splitLine: { lineStyle: { color: ink("--line") } } };
  chart.setOption(
    {
      ...option,
      animation: false,
      aria: { enabled: true },
      backgroundColor: "transparent",
      textStyle: { fontFamily: ink("--text-face"), color: ink("--ink") },
      // Actual is solid, a forecast hatched, a target outlined, a commitment in the accent: as everywhere in Pacto.
      series: option.series.map((series, index) => ({ ...series, itemStyle: styles()[index] })),
      legend: { ...option.legend?.[0], ...(Array.isArray(option.legend) ? {} : option.legend), textStyle: { color: ink("--ink-2") } },
      xAxis: [option.xAxis].flat().map((axis) => ({ ...axis, ...quiet })),
      yAxis: [option.yAxis].flat().map((axis) => ({ ...axis, ...quiet })),
    },
    { notMerge: true },
  );
}

export async function dispose(element) {
  observers.get(element)?.disconnect();
  observers.delete(element);
  if (library) (await library).getInstanceByDom(element)?.dispose();
}
