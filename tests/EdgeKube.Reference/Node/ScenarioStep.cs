using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Node;

/// <param name="At">Milliseconds since the recording began.</param>
/// <param name="Do">A verb and what it is done to, such as "delete Pod/p".</param>
/// <param name="Said">All that is recorded of it.</param>
internal sealed record ScenarioStep(long At, string Do, JsonObject Said)
{
    public string Verb => Do.Split(' ')[0];

    /// <summary>Such as "Pod/p" or "Pod/p/status"; empty when the step names no object.</summary>
    public string Target => Do.Split(' ') is [_, var target, ..] && target.Contains('/') ? target : "";

    /// <summary>The code of its answer, where it was one that is compared.</summary>
    public int? Code => (int?)Said["status"];

    /// <summary>Of the answer.</summary>
    public string? Message => (string?)Said["message"] ?? (string?)Said["response"]?["message"];

    public static ScenarioStep Read(JsonObject step) => new((long)step["ms"]!, (string)step["do"]!, step);
}
