using System.Text.Json.Nodes;

namespace EdgeKube.Cli.JsonPath;

/// <summary>One step of an expression: from a value to those below it.</summary>
internal abstract record JsonPathStep
{
    private JsonPathStep()
    {
    }

    public abstract IEnumerable<JsonNode?> From(JsonNode? value);

    private static IEnumerable<JsonNode?> Children(JsonNode? value) => value switch
    {
        JsonObject fields => fields.Select(field => field.Value),
        JsonArray elements => elements,
        _ => [],
    };

    internal sealed record Field(string Name) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value) => value is JsonObject fields && fields.TryGetPropertyValue(Name, out var found) ? [found] : [];
    }

    internal sealed record All : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value) => Children(value);
    }

    /// <summary>The value and everything below it.</summary>
    internal sealed record Descendants : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value) => Children(value).SelectMany(From).Prepend(value);
    }

    /// <summary>Elements from, up to and with a stride, as in Python; a single one has no end.</summary>
    internal sealed record Slice(int? Start, int? End, int Stride, bool IsSingle) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value)
        {
            if (value is not JsonArray elements)
            {
                yield break;
            }

            var from = Place(Start ?? 0, elements.Count);
            var to = IsSingle ? from + 1 : Place(End ?? elements.Count, elements.Count);
            for (var i = Math.Max(0, from); i < Math.Min(to, elements.Count) && from >= 0; i += Stride)
            {
                yield return elements[i];
            }
        }

        private static int Place(int index, int count) => index < 0 ? index + count : index;
    }

    internal sealed record Union(IReadOnlyList<JsonPathStep> Steps) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value) => Steps.SelectMany(step => step.From(value));
    }

    internal sealed record Filter(JsonPathCondition Condition) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? value) => Children(value).Where(Condition.Holds);
    }
}
