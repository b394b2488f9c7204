using System.Text;

namespace EdgeKube.Controller.Api;

/// <summary>/healthz, /livez and /readyz, each also by check and with <c>?verbose</c>.</summary>
internal sealed class HealthHandler(IReadOnlyList<HealthCheck> checks)
{
    private static readonly string[] EndPoints = ["healthz", "livez", "readyz"];

    /// <summary>Null when the path is none of these.</summary>
    public ApiResponse? Find(ApiPath path)
    {
        var parts = path.Raw.Trim('/').Split('/');
        if (!EndPoints.Contains(parts[0]) || parts.Length > 2)
        {
            return null;
        }

        var asked = checks.Where(check => check.IsNeededToLive || parts[0] != "livez").ToArray();
        if (parts.Length == 2)
        {
            return asked.FirstOrDefault(check => check.Name == parts[1]) is { } one
                ? one.IsWell() ? Responses.OfText(200, "ok") : Responses.OfText(500, "internal server error: reason withheld\n")
                : null;
        }

        var excluded = path.Query.Find("exclude");
        return Answer(parts[0], [.. asked.Where(check => check.Name != excluded)], excluded, path.Query.IsSet("verbose"));
    }

    private static ApiResponse Answer(string endPoint, HealthCheck[] asked, string? excluded, bool isVerbose)
    {
        var text = new StringBuilder();
        var isWell = true;
        foreach (var check in asked)
        {
            var passes = check.IsWell();
            isWell &= passes;
            text.Append(passes ? $"[+]{check.Name} ok\n" : $"[-]{check.Name} failed: reason withheld\n");
        }

        if (excluded is not null)
        {
            text.Append($"[+]{excluded} excluded: ok\n");
        }

        text.Append($"{endPoint} check {(isWell ? "passed" : "failed")}\n");
        return isWell ? Responses.OfText(200, isVerbose ? text.ToString() : "ok") : Responses.OfText(500, text.ToString());
    }
}
