using System.Text.Json.Nodes;

namespace EdgeKube.Cli.Create;

/// <summary>A Deployment as kubectl makes one of an image.</summary>
internal static class DeploymentTemplate
{
    public static JsonObject Of(string name, IReadOnlyList<string> images, int replicas, int? port, IReadOnlyList<string> command)
    {
        var labels = new JsonObject { ["app"] = name };
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels.DeepClone() },
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray([.. images.Select(image => (JsonNode)Container(image, port, command))]) },
                },
            },
        };
    }

    private static JsonObject Container(string image, int? port, IReadOnlyList<string> command)
    {
        var container = new JsonObject { ["name"] = NameOf(image), ["image"] = image };
        if (port is { } number)
        {
            container["ports"] = new JsonArray(new JsonObject { ["containerPort"] = number });
        }

        if (command.Count > 0)
        {
            container["command"] = new JsonArray([.. command.Select(word => (JsonNode)JsonValue.Create(word))]);
        }

        return container;
    }

    // The image without registry, tag and digest, as a DNS label.
    private static string NameOf(string image)
    {
        var last = image.Split('/')[^1].Split('@')[0].Split(':')[0];
        return string.Concat(last.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-');
    }
}
