using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class TemplateLines
{
    public static void Write(DescribeText text, PodTemplateSpec? template)
    {
        text.Line(0, "Pod Template:");
        text.Pairs(1, "Labels", template?.Metadata?.Labels);
        if (template?.Metadata?.Annotations is { Count: > 0 } annotations)
        {
            text.Pairs(1, "Annotations", annotations, ": ");
        }

        text.Line(1, "Containers:");
        foreach (var container in template?.Spec?.Containers ?? [])
        {
            ContainerLines.Write(text, container, null, ofPod: false);
        }

        text.Field(1, "Volumes", Text.None);
        text.Pairs(1, "Node-Selectors", template?.Spec?.NodeSelector);
        text.Field(1, "Tolerations", Text.OrNone(string.Join(", ", (template?.Spec?.Tolerations ?? []).Select(toleration => toleration.Key))));
    }
}
