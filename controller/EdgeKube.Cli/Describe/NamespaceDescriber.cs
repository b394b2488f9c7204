using EdgeKube.Api;

namespace EdgeKube.Cli.Describe;

internal static class NamespaceDescriber
{
    public static void Describe(DescribeText text, Namespace space)
    {
        text.Header(space);
        text.LabelsAndAnnotations(space.Metadata);
        text.Field(0, "Status", space.Status?.Phase ?? "");
        text.Line(0, "");
        text.Line(0, "No resource quota.");
        text.Line(0, "");
        text.Line(0, "No LimitRange resource.");
    }
}
