namespace EdgeKube.Api;

/// <summary>Kinds of fault that one field can have.</summary>
public enum FieldErrorType
{
    /// <summary>A value is missing.</summary>
    Required,

    /// <summary>The value is not allowed.</summary>
    Invalid,

    /// <summary>The value is not one of a known few.</summary>
    NotSupported,

    /// <summary>The field may not be set, or not be changed.</summary>
    Forbidden,

    /// <summary>The value appears twice where it must be unique.</summary>
    Duplicate,

    /// <summary>The value is too long.</summary>
    TooLong,

    /// <summary>The value names something that is not there.</summary>
    NotFound,

    /// <summary>The value has the wrong JSON type.</summary>
    TypeInvalid,

    /// <summary>The kind has no such field.</summary>
    UnknownField,

    /// <summary>The key stands twice in one object.</summary>
    DuplicateField,
}
