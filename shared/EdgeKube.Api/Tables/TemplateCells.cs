namespace EdgeKube.Api;

/// <summary>The cells CONTAINERS and IMAGES.</summary>
public static class TemplateCells
{
    public static IReadOnlyList<TableCell> Of(PodTemplateSpec? template)
    {
        var containers = template?.Spec?.Containers ?? [];
        return [string.Join(',', containers.Select(container => container.Name)), string.Join(',', containers.Select(container => container.Image))];
    }
}
