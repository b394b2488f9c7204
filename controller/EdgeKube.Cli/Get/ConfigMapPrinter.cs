using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class ConfigMapPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.ConfigMap,
        [new("NAME"), new("DATA"), new("AGE")],
        (map, now) =>
        [
            map.Name,
            $"{(map.Data?.Count ?? 0) + (map.BinaryData?.Count ?? 0)}",
            HumanDuration.Since(map.Metadata.CreationTimestamp, now),
        ]);
}
