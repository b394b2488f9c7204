using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>certificatesigningrequests/approval: a person's word, which nobody takes back. Pure.</summary>
internal static class CertificateApproval
{
    public const string Subresource = "approval";
    public const string Approved = "Approved";
    public const string Denied = "Denied";
    public const string Failed = "Failed";

    private static readonly string[] Decisions = [Approved, Denied];

    public static bool Has(SchemaObject request, string type) => Find(request, type) is not null;

    /// <summary>The condition of that type; null when it has none.</summary>
    public static JsonElement? Find(SchemaObject request, string type)
    {
        foreach (var condition in Conditions(request))
        {
            if (TypeOf(condition) == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>The request with the conditions that were given; all else stays.</summary>
    public static SchemaObject Take(SchemaObject given, SchemaObject current) =>
        WithConditions(current with { Metadata = given.Metadata }, Conditions(given));

    /// <summary>A status that was given, without what it says about approval: that has a door of its own.</summary>
    public static SchemaObject KeepDecisions(SchemaObject next, SchemaObject current) => WithConditions(
        next,
        Conditions(current).Where(condition => Decisions.Contains(TypeOf(condition))).Concat(Conditions(next).Where(condition => !Decisions.Contains(TypeOf(condition)))));

    public static IEnumerable<StatusCause> FindFaults(SchemaObject next, SchemaObject current)
    {
        foreach (var type in Decisions.Where(type => Has(current, type) && !Has(next, type)))
        {
            yield return Statuses.ForbiddenField("status.conditions", $"updates may not remove a condition of type {GoText.Quote(type)}");
        }

        if (Has(next, Approved) && Has(next, Denied))
        {
            yield return Statuses.InvalidValue("status.conditions", GoText.Quote(Denied), "Approved and Denied conditions are mutually exclusive");
        }
    }

    private static SchemaObject WithConditions(SchemaObject request, IEnumerable<JsonElement> conditions) => request.Change("status", status =>
    {
        JsonNode?[] all = [.. conditions.Select(condition => JsonNode.Parse(condition.GetRawText()))];
        status.Remove("conditions");
        if (all.Length > 0)
        {
            status["conditions"] = new JsonArray(all);
        }
    });

    private static IEnumerable<JsonElement> Conditions(SchemaObject request) =>
        request.Find("status", "conditions") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static string TypeOf(JsonElement condition) => condition.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";
}
