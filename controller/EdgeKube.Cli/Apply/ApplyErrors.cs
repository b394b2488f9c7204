using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;

namespace EdgeKube.Cli.Apply;

/// <summary>Says which object, of which file, at which line, failed and why.</summary>
internal static class ApplyErrors
{
    /// <summary><c>web.yaml:12</c>; without the line when server and client do not count the same objects.</summary>
    public static string Place(ManifestFile file, int index, int count) => file.Objects.Count == count ? $"{file.Name}:{file.Objects[index].Line}" : file.Name;

    public static IReadOnlyList<string> Lines(ApplyResultItem item, string place)
    {
        var subject = Subject(item);
        var status = item.Status ?? new ApiStatus { Message = "failed" };
        var lines = StatusText.Lines(status, subject);
        var namesItself = status.Reason == "Invalid" && status.Details?.Causes is { Count: > 0 };
        return [.. lines.Select(line => namesItself ? $"{place}: {line}" : $"{place}: {subject}: {line}")];
    }

    /// <summary><c>deployment.apps/web</c> in <c>default</c> becomes <c>deployment "default/web"</c>.</summary>
    private static string Subject(ApplyResultItem item)
    {
        var slash = item.Object.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return item.Object;
        }

        var kind = item.Object[..slash].Split('.')[0];
        var name = item.Object[(slash + 1)..];
        return string.IsNullOrEmpty(item.Namespace) ? $"{kind} \"{name}\"" : $"{kind} \"{item.Namespace}/{name}\"";
    }
}
