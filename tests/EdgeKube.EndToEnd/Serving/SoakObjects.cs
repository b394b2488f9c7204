using System.Globalization;
using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>ConfigMaps <c>soak-0</c>, <c>soak-1</c>, …, each with a number that only grows.</summary>
internal static class SoakObjects
{
    public static async Task CreateAsync(ServedController served, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (code, answer) = await served.SendAsync("POST", ServedController.ConfigMaps, $$$"""{"metadata":{"name":"soak-{{{i}}}","labels":{"soak":"yes"}},"data":{"n":"0"}}""");
            Assert.True(code == 201, answer.ToJsonString());
        }
    }

    /// <summary>Where a watch of them begins: now.</summary>
    public static async Task<long> RevisionAsync(ServedController served) => Revision((await served.SendAsync("GET", ServedController.ConfigMaps + "?limit=1")).Answer);

    public static string WatchPath(long after) => $"{ServedController.ConfigMaps}?watch=1&labelSelector=soak%3Dyes&resourceVersion={after}";

    /// <returns>The revision of the write that was acknowledged.</returns>
    public static async Task<long> WriteAsync(ServedController served, int number, int n)
    {
        var (code, answer) = await served.SendAsync(
            "PATCH", $"{ServedController.ConfigMaps}/soak-{number}", $$$"""{"data":{"n":"{{{n}}}"}}""", "application/merge-patch+json");
        Assert.True(code == 200, answer.ToJsonString());
        return Revision(answer);
    }

    public static async Task<(int N, long Revision)> ReadAsync(ServedController served, int number)
    {
        var (code, answer) = await served.SendAsync("GET", $"{ServedController.ConfigMaps}/soak-{number}");
        Assert.True(code == 200, answer.ToJsonString());
        return (int.Parse((string)answer["data"]!["n"]!, CultureInfo.InvariantCulture), Revision(answer));
    }

    private static long Revision(JsonNode answer) => long.Parse((string)answer["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);
}
