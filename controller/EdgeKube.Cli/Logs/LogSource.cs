using System.Globalization;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Logs;

/// <summary>One container whose log is shown.</summary>
internal sealed record LogSource(string Pod, string Container)
{
    public string Prefix => $"[pod/{Pod}/{Container}] ";

    public string Path(string scope, LogsOptions options) => ResourcePath.WithQuery(
        $"{ResourcePath.Item(ResourceTypes.Pod, scope, Pod)}/log",
        ("container", Container),
        ("follow", Flag(options.Follow)),
        ("previous", Flag(options.Previous)),
        ("timestamps", Flag(options.Timestamps)),
        ("tailLines", Number(options.Tail)),
        ("sinceSeconds", Number(options.SinceSeconds)),
        ("sinceTime", options.SinceTime),
        ("limitBytes", Number(options.LimitBytes)));

    private static string? Flag(bool set) => set ? "true" : null;

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
