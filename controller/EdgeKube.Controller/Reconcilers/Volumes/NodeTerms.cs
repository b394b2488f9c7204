using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>A NodeSelector: one of its terms must hold whole. Pure.</summary>
internal sealed class NodeTerms(IReadOnlyList<IReadOnlyList<SelectorRequirement>> terms)
{
    private const string NameField = "metadata.name";

    /// <summary>Null for every node.</summary>
    public static NodeTerms? Find(JsonElement? selector)
    {
        if (selector is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty("nodeSelectorTerms", out var list))
        {
            return null;
        }

        var terms = new List<IReadOnlyList<SelectorRequirement>>();
        foreach (var term in list.EnumerateArray())
        {
            var requirements = new List<SelectorRequirement>();
            Read(term, "matchExpressions", requirements);
            Read(term, "matchFields", requirements);

            // An empty term holds for no node.
            if (requirements.Count > 0)
            {
                terms.Add(requirements);
            }
        }

        return new NodeTerms(terms);
    }

    public bool Match(Node node)
    {
        var labels = new Dictionary<string, string>(node.Metadata.Labels ?? new Dictionary<string, string>()) { [NameField] = node.Name };
        return terms.Any(term => term.All(requirement => requirement.Matches(labels)));
    }

    private static void Read(JsonElement term, string field, List<SelectorRequirement> requirements)
    {
        if (!term.TryGetProperty(field, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var one in list.EnumerateArray())
        {
            var values = new List<string>();
            if (one.TryGetProperty("values", out var given) && given.ValueKind == JsonValueKind.Array)
            {
                foreach (var value in given.EnumerateArray())
                {
                    values.Add(value.GetString() ?? "");
                }
            }

            requirements.Add(new SelectorRequirement(one.GetProperty("key").GetString() ?? "", OperatorOf(one.GetProperty("operator").GetString()), values));
        }
    }

    private static SelectorOperator OperatorOf(string? name) => name switch
    {
        "In" => SelectorOperator.In,
        "NotIn" => SelectorOperator.NotIn,
        "Exists" => SelectorOperator.Exists,
        "DoesNotExist" => SelectorOperator.DoesNotExist,
        "Gt" => SelectorOperator.GreaterThan,
        _ => SelectorOperator.LessThan,
    };
}
