namespace EdgeKube.Api;

/// <summary>JSON type of a scalar.</summary>
public enum ScalarType
{
    Null,
    Boolean,
    Number,
    String,
}
