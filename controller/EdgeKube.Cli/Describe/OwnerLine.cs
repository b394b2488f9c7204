using EdgeKube.Api;

namespace EdgeKube.Cli.Describe;

internal static class OwnerLine
{
    public static void Write(DescribeText text, ObjectMeta metadata)
    {
        if (metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller == true) is { } owner)
        {
            text.Field(0, "Controlled By", $"{owner.Kind}/{owner.Name}");
        }
    }
}
