using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

/// <summary>One container, of a pod or of a template.</summary>
internal static class ContainerLines
{
    public static void Write(DescribeText text, Container container, ContainerStatus? status, bool ofPod)
    {
        text.Line(1, ofPod ? $"{container.Name}:" : $" {container.Name}:");
        if (ofPod)
        {
            text.Field(2, "Container ID", status?.ContainerID ?? "");
        }

        text.Field(2, "Image", container.Image ?? "");
        if (ofPod)
        {
            text.Field(2, "Image ID", status?.ImageID ?? "");
        }

        Ports(text, container.Ports ?? []);
        Words(text, "Command", container.Command);
        Words(text, "Args", container.Args);
        if (status is not null)
        {
            StateLines.Write(text, status);
        }

        Amounts(text, "Limits", container.Resources?.Limits);
        Amounts(text, "Requests", container.Resources?.Requests);
        EnvironmentLines.Write(text, container);
        text.Field(2, "Mounts", Text.None);
    }

    private static void Ports(DescribeText text, IReadOnlyList<ContainerPort> ports)
    {
        var title = ports.Count > 1 ? "Ports" : "Port";
        text.Field(2, title, Text.OrNone(string.Join(", ", ports.Select(port => Port(port.Name, port.Port, port.Protocol)))));
        text.Field(2, $"Host {title}", Text.OrNone(string.Join(", ", ports.Select(port => Port(null, port.HostPort, port.Protocol)))));
    }

    private static string Port(string? name, int number, string? protocol) =>
        $"{number}/{protocol ?? "TCP"}{(string.IsNullOrEmpty(name) ? "" : $" ({name})")}";

    private static void Words(DescribeText text, string title, IReadOnlyList<string>? words)
    {
        if (words is not { Count: > 0 })
        {
            return;
        }

        text.Line(2, $"{title}:");
        foreach (var line in words.SelectMany(word => word.Split('\n')))
        {
            text.Line(3, line);
        }
    }

    private static void Amounts(DescribeText text, string title, IReadOnlyDictionary<string, Quantity>? amounts)
    {
        if (amounts is not { Count: > 0 })
        {
            return;
        }

        text.Line(2, $"{title}:");
        foreach (var (name, amount) in amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Field(3, name, amount.ToString());
        }
    }
}
