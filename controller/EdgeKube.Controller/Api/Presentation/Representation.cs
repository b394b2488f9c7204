namespace EdgeKube.Controller.Api;

/// <summary>How an answer looks, as its Accept header asked for.</summary>
/// <param name="MetaVersion">The version of meta.k8s.io that tables and metadata are of: v1 or v1beta1.</param>
internal sealed record Representation(Shape Shape, string MetaVersion)
{
    public static Representation Whole { get; } = new(Shape.Whole, "v1");

    public AnswerFormat Format { get; init; }

    public string MetaApiVersion => $"meta.k8s.io/{MetaVersion}";
}
