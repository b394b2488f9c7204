using EdgeKube.Api;

namespace EdgeKube.Cli.Get;

/// <summary>The cells CONTAINERS and IMAGES.</summary>
internal static class TemplateCells
{
    public static IReadOnlyList<string> Of(PodTemplateSpec? template)
    {
        var containers = template?.Spec?.Containers ?? [];
        return [string.Join(',', containers.Select(container => container.Name)), string.Join(',', containers.Select(container => container.Image))];
    }
}
